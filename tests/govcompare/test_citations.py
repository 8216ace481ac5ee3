"""Citations by a library: GB/T 7714-2015 and BibTeX, for every source of the dataset."""

import bibtexparser
import pytest

from govcompare.citations import bibtex, gb_t_7714
from govcompare.citations.formatting import container_parts

BLANK = dict.fromkeys(
    ("authors", "publisher", "container", "number", "url", "published_on", "data_date", "accessed_on", "note"), ""
) | {"id": "a", "kind": "web_article", "copy_kind": "reprint", "title": "题名", "language": "zh-Hans"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ({"kind": "magazine_article", "title": "2020数字政府发展指数报告", "container": "《商界评论》2020年第10期", "published_on": "2020"},
         "2020数字政府发展指数报告. 商界评论, 2020(10)."),
        ({"kind": "official_document", "title": "若干意见", "number": "深府〔2020〕89号", "publisher": "深圳市人民政府", "published_on": "2020-12-29"},
         "若干意见: 深府〔2020〕89号. 深圳市人民政府, 2020."),
        ({"kind": "official_page", "publisher": "某网", "url": "https://example.org/a", "published_on": "2024-01-05", "accessed_on": "2026-08-01"},
         "题名[EB/OL]. 某网, 2024[2026-08-01]. https://example.org/a."),
        ({"kind": "journal_article", "copy_kind": "reprint", "authors": "张克", "container": "《电子政务》", "published_on": "2023-03-17"},
         "张克. 题名. 电子政务."),
        ({"kind": "report_excerpt", "authors": "杨媛；李强治；张春飞", "publisher": "中国信息通信研究院"},
         "杨媛, 李强治, 张春飞. 题名. 中国信息通信研究院."),
    ],
)  # fmt: skip
def test_reference_after_the_standard(source, line):
    assert gb_t_7714(BLANK | source) == line


def test_date_of_a_reprint_is_not_that_of_the_article():
    assert "2023" not in bibtex(
        BLANK | {"kind": "journal_article", "published_on": "2023-03-17", "container": "《电子政务》"}
    )


def test_container_and_issue():
    assert container_parts("《中国计算机报》2020年第35期") == ("中国计算机报", "35")
    assert container_parts("某网") == ("某网", "")


def test_every_source_of_the_dataset_is_cited_and_its_bibtex_is_read_back(raw):
    for row in raw("sources"):
        assert row["title"] in gb_t_7714(row)
        library = bibtexparser.parse_string(bibtex(row))
        assert not library.failed_blocks and library.entries[0].key == row["id"]
        assert row["title"] in library.entries[0]["title"]


@pytest.mark.django_db
def test_bibtex_is_taken_away_as_a_file(client):
    response = client.get("/sources/caict-governance-report-2021.bib")
    assert response["Content-Disposition"] == 'attachment; filename="caict-governance-report-2021.bib"'
    assert response.content.decode().startswith("@techreport{caict-governance-report-2021,")
    assert client.get("/sources/nonsense.bib").status_code == 404
