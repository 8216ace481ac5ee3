"""What can be found: one function a noun. Chinese names, English ones and all others lead to the same entry."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..catalogue import LISTINGS
from ..charts.catalogue import CHARTS
from ..glossary import SECTIONS
from ..models import Definition
from ..vocabularies import AgencyType, OrganizationKind, PolicyTopic, UnitRole
from .entry import Entry, Name, Ref, State
from .tables import Tables
from .writing import Writer

ALWAYS = date.min
COUNTRY = "100000"
# Names in everyday use that the table of regions does not have.
OTHER_NAMES = {COUNTRY: ("中国",), "820000": ("Macau",)}
BODY_KINDS = {
    OrganizationKind.DATA_AGENCY: "agency",
    OrganizationKind.LEADING_GROUP: "leading_group",
    OrganizationKind.COMPANY: "company",
}
# Pages that are no list of institutions, with further words by which they are looked for.
PAGES: list[tuple[str, Promise, Promise, tuple[Promise, ...]]] = [
    ("/compare/", _("比较地区"), _("2 至 31 个地区并排看，相同的收起，不同的突出。"),
     (_("对比"),)),
    ("/responsibilities/", _("谁牵头什么"), _("部门与领域的分工矩阵，几个地区牵头部门的不同。"),
     (pgettext_lazy("word to find", "分工"), pgettext_lazy("word to find", "牵头"))),
    ("/changes/", pgettext_lazy("list", "变化"), _("两个日期之间设立、更名、改变类型和隶属的机构。"),
     (pgettext_lazy("word to find", "沿革"),)),
    ("/conflicts/", pgettext_lazy("list", "分歧"), _("来源之间不一致的地方，各方并列。"),
     (pgettext_lazy("word to find", "不一致"),)),
    ("/charts/", pgettext_lazy("list", "图表"), _("本站的全部图表，可以取走图片、幻灯片和数据。"),
     (pgettext_lazy("word to find", "图片"), pgettext_lazy("word to find", "导出"))),
    ("/sources/", pgettext_lazy("list", "来源"), _("全部来源，和以每个来源为据的事实。"),
     (pgettext_lazy("word to find", "出处"), pgettext_lazy("word to find", "引文"))),
    ("/glossary/", _("名词解释"), _("机构、级别、日期和出处各是什么意思。"), (_("术语"),)),
    ("/about/", _("方法与局限"), _("本站怎样收集和核对资料，哪些事它不能回答。"),
     (pgettext_lazy("word to find", "关于本站"), _("许可"))),
]  # fmt: skip


def regions(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By full and short name, English name, pinyin, code, ISO 3166-2, one-character name."""
    for region in tables.regions.values():
        also = [("short_name", region.short_name), ("code", region.code), ("iso_code", region.iso_code)]
        also += [("other_name", name) for name in OTHER_NAMES.get(region.code, ())]
        entry = write.entry(
            "region", region.code, region.name, ALWAYS, region=region.code, english=region.name_en, also=also,
            path=f"/regions/{region.code}/", weight=tables.told_of[region.code],
        )  # fmt: skip
        if region.name != region.short_name:
            entry.names[0] = Name("full_name", entry.names[0].key)
        entry.names += write.named([("abbreviation", region.abbreviation)], silent=True)  # 粤 is not typed yue
        entry.names += [Name("read_as", key) for key in write.misread(region)]
        # only the province around it tells of a region what its own names do not
        entry.context = [*write.kind_words("region"), *write.place_words(region.parent_id)]
        if region.parent_id == COUNTRY or region.parent_id is None:
            entry.context = write.kind_words("region")
        yield entry


def pages(tables: Tables, write: Writer) -> Iterator[Entry]:
    """The lists and the other pages of this site."""
    for listing in LISTINGS:
        yield write.entry("page", listing.key, listing.title, ALWAYS, path=f"/{listing.key}/", about=listing.lead)
    for path, title, about, words in PAGES:
        entry = write.entry("page", path.strip("/"), title, ALWAYS, path=path, about=about)
        entry.names += [Name("other_name", write.key(say)) for word in words for say in write.both(word)]
        yield entry


def bodies(tables: Tables, write: Writer) -> Iterator[Entry]:
    """Data agencies, leading groups, companies and other bodies; without those whose name no source gives."""
    texts = _texts_about_bodies(tables)
    held = defaultdict(list)
    for holding in tables.holdings:
        held[holding.company_id].append(holding.certain_from)
        held[holding.holder_id].append(holding.certain_from)
    also = _further_names(tables)
    for body in tables.organizations.values():
        kind, id = body_ref(tables, body.id) or ("", "")
        if id != body.id:
            continue
        own = tables.states[body.id]
        since = min([body.known_from, *(state.since for state in own), *held[body.id]])
        yield write.entry(
            kind, id, body.name, since, region=body.region_id, also=also[body.id], texts=texts[body.id],
            states=own, path=f"/facts/organizations/{body.id}/",
        )  # fmt: skip


def body_ref(tables: Tables, id: str | None) -> Ref | None:
    """The entry of a body; None for one without a name. What has a state as a data agency is one, whatever else it is."""
    body = tables.organizations.get(id)
    if body is None or not body.name:
        return None
    states = tables.states[body.id]
    if any(state.table == "agency_statuses" for state in states):
        return "agency", body.id
    if body.name in tables.functions and not states:
        return "body", body.name  # the entry of the national body
    return BODY_KINDS.get(body.kind, "body"), body.id


def _further_names(tables: Tables) -> dict[str, list[tuple[str, str]]]:
    """body -> its other names, as (field, text)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for body in tables.organizations.values():
        found[body.id] += [("short_name", body.short_name), *(("predecessor", name) for name in body.predecessor)]
    for status in tables.statuses:
        found[status.organization_id] += [("plates", name) for name in status.plates]
        others = tables.names_elsewhere.get(status.pk, [])
        found[status.organization_id] += [("other_name", name) for name in others]
    return found


def _texts_about_bodies(tables: Tables) -> dict[str, list[tuple[str, str]]]:
    """body -> what it does, as (field, text)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for status in tables.statuses:
        found[status.organization_id] += [("functions", text) for text in status.functions]
    for group in tables.groups:
        found[group.organization_id] += [("functions", text) for text in group.functions]
    for mandate in tables.mandates:
        found[mandate.company_id].append(("role", mandate.role))
    return found


def national_bodies(tables: Tables, write: Writer) -> Iterator[Entry]:
    """The bodies whose national functions are listed."""
    for body, functions in tables.functions.items():
        yield write.entry(
            "body", body, body, min(one.known_from for one in functions), region=COUNTRY,
            also=[("other_name", name) for name in tables.body_names.get(body, [])],
            texts=[("functions", f"{one.area}：{one.function}") for one in functions],
            path="/functions/", query={"body": body},
        )  # fmt: skip


def documents(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By title and number, in whatever brackets; also by who issued them."""
    for document in tables.documents.values():
        remarks = [("number", document.number), ("issued_on", document.issued_on or "")]
        yield write.entry(
            "document", document.pk, document.title, document.known_from, region=document.region_id,
            also=[("number", document.number)], texts=[("issuers", name) for name in document.issuers],
            path=f"/facts/documents/{document.pk}/", remarks=remarks,
        )  # fmt: skip


def tasks(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By title; also by the document and the area they stand in."""
    for task in tables.tasks:
        document = tables.documents.get(task.document_id)
        entry = write.entry(
            "task", task.pk, task.title, task.known_from, region=task.region_id,
            texts=[("area", task.area)], path=f"/facts/tasks/{task.pk}/",
        )  # fmt: skip
        entry.context += [write.key(text) for text in write.both(PolicyTopic(task.topic).label)]
        entry.context += [write.key(document.title)] if document else []
        yield entry


def units(tables: Tables, write: Writer) -> Iterator[Entry]:
    """Units that tasks name, under every name they have in their region."""
    since: dict[tuple[str, str], date] = {}
    for task in tables.tasks:
        for unit in task.units.all():
            place = (task.region_id, unit.unit)
            since[place] = min(task.known_from, since.get(place, date.max))
    for (region, unit), day in since.items():
        also = [("other_name", name) for name in tables.unit_names.get((region, unit), [])]
        yield write.entry(
            "unit", f"{region}-{unit}", unit, day, region=region, also=also,
            path="/tasks/", query={"region_code": region, "unit": unit},
        )  # fmt: skip


def leads(task) -> list[str]:
    """The units that lead a task, as the document orders them."""
    found = sorted((unit for unit in task.units.all() if unit.role == UnitRole.LEAD), key=lambda unit: unit.position)
    return [unit.unit for unit in found]


def platforms(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By name; also by what they are and whose."""
    for platform in tables.platforms:
        yield write.entry(
            "platform", platform.pk, platform.name, platform.known_from, region=platform.region_id,
            texts=[("description", platform.description), ("owner", platform.owner)],
            path=f"/facts/platforms/{platform.pk}/", about=platform.description,
        )  # fmt: skip


def indices(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By name; also by who publishes them and what they measure."""
    for evaluation in tables.evaluations:
        publisher = tables.organizations[evaluation.publisher_id].name
        editions = list(evaluation.editions.all())
        measured = dict.fromkeys(one.name for edition in editions for one in edition.indicators.all())
        yield write.entry(
            "index", evaluation.pk, evaluation.name,
            min([evaluation.known_from, *(edition.known_from for edition in editions)]),
            texts=[("publisher", publisher), *(("indicator", name) for name in measured)],
            path=f"/indices/{evaluation.pk}/",
        )  # fmt: skip


def regional_models(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By name; also by what they are summed up as."""
    for model in tables.regional_models:
        state = State.of("regional_models", model)
        yield write.entry(
            "model", model.pk, model.name, state.since, region=model.region_id,
            texts=[("slogan", model.slogan), *(("features", text) for text in model.features)],
            states=[state], about=model.slogan,
        )  # fmt: skip


def terms(tables: Tables, write: Writer) -> Iterator[Entry]:
    """Agency types and related terms as sources define them, and the words of this site."""
    for definition in tables.definitions:
        entry = write.entry(
            "term", definition.pk, definition.term, definition.known_from, path="/agency-types/",
            texts=[("definition", definition.definition)], query=_term_query(definition), about=definition.definition,
        )  # fmt: skip
        if definition.type:
            entry.names += [
                Name("other_name", write.key(text)) for text in write.both(AgencyType(definition.type).label)
            ]
        yield entry
    for section in SECTIONS:
        for term in section.terms:
            yield write.entry(
                "term", f"glossary-{term.anchor}", term.word, ALWAYS, path=f"/glossary/#{term.anchor}",
                about=term.meaning,
            )  # fmt: skip


def _term_query(definition: Definition) -> dict[str, str]:
    return {"agency_type": definition.type} if definition.type else {"q": definition.term}


def charts(tables: Tables, write: Writer) -> Iterator[Entry]:
    """The charts of the catalogue."""
    for chart in CHARTS.values():
        yield write.entry("chart", chart.slug, chart.title, ALWAYS, path=f"/charts/{chart.slug}/", about=chart.lead)


def sources(tables: Tables, write: Writer) -> Iterator[Entry]:
    """By title and number; also by who wrote and published them, and where."""
    for source in tables.sources:
        remarks = [("publisher", source.publisher or source.container), ("published_on", source.published_on or "")]
        yield write.entry(
            "source", source.pk, source.title, tables.first_facts.get(source.pk, ALWAYS), also=[("number", source.number)],
            texts=[("authors", source.authors), ("publisher", source.publisher), ("container", source.container)],
            path=f"/sources/{source.pk}/", remarks=remarks,
        )  # fmt: skip


NOUNS = (
    regions, pages, bodies, national_bodies, indices, regional_models, terms, platforms, documents, charts, units, tasks,
    sources,
)  # fmt: skip
