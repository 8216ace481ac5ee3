"""Made rows of all tables but scores: for each made region as many as the real data have for each real one."""

from collections.abc import Callable, Iterator

from .made_world import NOTE, REGIONS_OF_SOURCE, Row, World, sourced

# rows for each region, as in the real data
AGENCIES, GROUPS, COMPANIES, DOCUMENTS, PLATFORMS, TASKS = 0.3, 0.1, 0.08, 0.43, 0.55, 0.84
TYPES = ("directly_under", "department_administered", "nameplate", "public_institution", "")
TOPICS = ("infrastructure", "business_environment", "government_services")
# A second source of every third body says the same, but for every tenth of these.
SECONDED, DOUBTED = 3, 30


def sources(world: World) -> Iterator[Row]:
    for number in range(1, (len(world.regions) - 1) // REGIONS_OF_SOURCE + 2):
        yield _source(f"synthetic-{number}", f"合成数据第{number}册（仅供测速）")
    yield _source("synthetic-second", "合成数据的另一来源（仅供测速）")


def _source(id: str, title: str) -> Row:
    return {
        "id": id,
        "kind": "report_excerpt",
        "copy_kind": "excerpt",
        "title": title,
        "publisher": "合成数据",
        "published_on": "2024",
        "language": "zh-Hans",
        "note": NOTE,
    }


def regions(world: World) -> Iterator[Row]:
    yield from world.regions


def organizations(world: World) -> Iterator[Row]:
    """Agencies, leading groups, companies and their holders, and who publishes the made index."""
    kinds = (
        ("agency", "data_agency", "数据管理局", AGENCIES),
        ("group", "leading_group", "数字政府建设领导小组", GROUPS),
        ("company", "company", "数字运营有限公司", COMPANIES),
        ("holder", "company", "国有资本控股有限公司", COMPANIES),
    )
    for word, kind, suffix, share in kinds:
        for key, region, source in world.spread(share):
            name = f"{region['name']}{suffix}"
            yield {"id": f"synthetic-{word}-{key}", "name": name, "kind": kind, "region_code": region["code"]} | source
    yield {"id": "synthetic-publisher", "name": "合成数据（仅供测速）", "kind": "publisher"} | sourced(0)


def agency_statuses(world: World) -> Iterator[Row]:
    """Every body since 2019 to 2022; every fourth has an earlier state that it supersedes, of another type."""
    chance = world.chance("agencies")
    for number, (key, region, source) in enumerate(world.spread(AGENCIES)):
        begun = chance.randint(2019, 2022)
        status = {
            "organization": f"synthetic-agency-{key}",
            "region_code": region["code"],
            "type": chance.choice(TYPES),
            "superior": f"{region['name']}人民政府",
            "functions": "政务数据管理；数字政府建设",
            "principal": "true",
        } | source
        if number % 4 == 0:
            id = f"synthetic-earlier-{key}"
            yield status | {"id": id, "type": "public_institution", "valid_from": "2017", "as_of": "2018"}
            status |= {"succession": "replaced", "supersedes": id}
        yield status | {"id": f"synthetic-status-{key}", "valid_from": f"{begun}"}


def agency_evidence(world: World) -> Iterator[Row]:
    for number, (key, _, _) in enumerate(world.spread(AGENCIES)):
        if number % SECONDED == 0:
            yield {
                "id": f"synthetic-evidence-{key}",
                "status": f"synthetic-status-{key}",
                "field": "valid_from" if number % DOUBTED == 0 else "existence",
                "value": "2016" if number % DOUBTED == 0 else "",
            } | _second()


def _second() -> Row:
    return sourced(0) | {"source": "synthetic-second"}


def leading_groups(world: World) -> Iterator[Row]:
    for key, region, source in world.spread(GROUPS):
        yield {
            "id": f"synthetic-group-{key}",
            "organization": f"synthetic-group-{key}",
            "region_code": region["code"],
            "stage": "in_place",
            "functions": "统筹推进数字政府建设",
        } | source


def memberships(world: World) -> Iterator[Row]:
    for key, _, source in world.spread(GROUPS):
        yield {
            "id": f"synthetic-head-{key}",
            "leading_group": f"synthetic-group-{key}",
            "role": "head",
            "label": "主要负责人",
        } | source


def operating_mandates(world: World) -> Iterator[Row]:
    for key, region, source in world.spread(COMPANIES):
        yield {
            "id": f"synthetic-mandate-{key}",
            "company": f"synthetic-company-{key}",
            "region_code": region["code"],
            "kind": "digital_government",
            "role": "建设运营数字政府",
            "stage": "operating",
            "valid_from": "2020",
        } | source


def shareholdings(world: World) -> Iterator[Row]:
    chance = world.chance("shares")
    for key, _, source in world.spread(COMPANIES):
        yield {
            "id": f"synthetic-share-{key}",
            "company": f"synthetic-company-{key}",
            "holder": f"synthetic-holder-{key}",
            "share_exact": f"{chance.randint(3000, 10000) / 100:.2f}",
            "collective": "false",
            "missing": "share_minimum:not_applicable；share_maximum:not_applicable",
        } | source


def documents(world: World) -> Iterator[Row]:
    for number, (key, region, source) in enumerate(world.spread(DOCUMENTS)):
        yield {
            "id": f"synthetic-document-{key}",
            "title": f"{region['name']}数字政府建设规划（第{number}号）",
            "region_code": region["code"],
            "kind": "规划",
            "issuers": f"{region['name']}人民政府",
            "issued_on": f"{2019 + number % 5}-0{1 + number % 9}",
            "stage": "issued",
        } | source


def tasks(world: World) -> Iterator[Row]:
    """One or two tasks of each document."""
    for number, (key, region, source) in enumerate(world.spread(DOCUMENTS)):
        for position in range(1, 2 + round(TASKS / DOCUMENTS)):
            yield {
                "id": f"synthetic-task-{key}-{position}",
                "region_code": region["code"],
                "document": f"synthetic-document-{key}",
                "position": position,
                "area": "数字政府",
                "title": f"完成第{position}项建设任务",
                "topic": TOPICS[(number + position) % len(TOPICS)],
                "lead_basis": "stated",
            } | source


def task_units(world: World) -> Iterator[Row]:
    for task in tasks(world):
        place = "市" if str(task["region_code"]).endswith("00") else "县"
        units = (("lead", 1, "数据管理局"), ("participate", 1, "财政局"), ("participate", 2, "发展改革局"))
        for role, position, unit in units:
            yield {
                "id": f"{task['id']}-{role}-{position}",
                "task": task["id"],
                "role": role,
                "position": position,
                "unit": place + unit,
            }


def platforms(world: World) -> Iterator[Row]:
    for number, (key, region, source) in enumerate(world.spread(PLATFORMS)):
        yield {
            "id": f"synthetic-platform-{key}",
            "region_code": region["code"],
            "name": f"{region['short_name']}政务服务平台{number}",
            "stage": "in_use",
            "launched": f"{2016 + number % 8}",
        } | source


# each is named after its table
TABLES: tuple[Callable[[World], Iterator[Row]], ...] = (
    sources,
    regions,
    organizations,
    agency_statuses,
    agency_evidence,
    leading_groups,
    memberships,
    operating_mandates,
    shareholdings,
    documents,
    tasks,
    task_units,
    platforms,
)
