"""What the page of a report is made of: records as data that ends no element, articles as HTML that is nothing but text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from spacy.language import Language

import conflict_nlp
from conflict_nlp import ConflictNLPError
from conflict_nlp.incidents import Incident
from conflict_nlp.report import render_report, write_report
from conflict_nlp.report.data import article, asset, folding, incident_data, page_data, to_json
from conflict_nlp.report.page import build_page
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import Place
from tests.pages import Elements
from tests.report.made import DOCS, HOSTILE, INCIDENTS, made_doc

ARTICLES = [article(doc, number) for number, doc in enumerate(DOCS, 1)]


class Page(Elements):
    """The elements of a page and the texts in them."""

    def __init__(self, source: str) -> None:
        self.texts: list[tuple[str, str]] = []
        super().__init__(source)

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def data(self) -> dict:
        [first, _] = [text for tag, text in self.texts if tag == "script"]
        return json.loads(first)


@pytest.mark.parametrize("text", [HOSTILE, "</script>", "<!--<script>", "]]>", "\u2028\u2029", "\\u003c", '"\\', "&lt;", "\0"])
def test_data_keep_every_text_and_end_no_element(text: str) -> None:
    written = to_json({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert not re.search("[<>&\u2028\u2029]", written)


def test_hostile_texts_add_no_element() -> None:
    tame = Page(build_page(INCIDENTS, ARTICLES))
    page = Page(build_page(INCIDENTS, ARTICLES, HOSTILE))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in tame.elements]
    assert [tag for tag, _ in page.elements].count("script") == 2
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert not any("javascript:" in str(value) for tag, attributes in page.elements for value in attributes.values() if tag == "a")
    assert page.data()["title"] == HOSTILE
    assert [text for tag, text in page.texts if tag == "title"] == [HOSTILE.replace("\0", "\ufffd")]


def test_article_holds_its_text_and_nothing_else_of_it() -> None:
    hostile = next(item for item in ARTICLES if item.document == HOSTILE)
    page = Page(hostile.html)
    assert "".join(text for _, text in page.texts).count(HOSTILE.replace("\0", "\ufffd")) == 4  # text, outlet, date, id
    assert {tag for tag, _ in page.elements} <= {"article", "div", "bdi", "mark", "span"}


def test_page_loads_nothing() -> None:
    page = build_page(INCIDENTS, ARTICLES)
    assert "default-src 'none'" in page
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", markup) == ["#incidents", "https://example.org/1"]
    assert not re.search(r"url\(|@import", markup)


def test_incident_keeps_its_record() -> None:
    written = incident_data(INCIDENTS[0])
    again = Incident.from_dict(written)
    assert again.tolls == INCIDENTS[0].tolls
    assert [item.ref for item in again.claims] == [item["ref"] for item in written["claims"]] == ["market#c1", "market#c2", "update#c1"]
    assert [item["claim"]["figure"] for item in written["claims"]] == ["12", "20", "17"]


def test_names_in_english_where_the_tables_have_them() -> None:
    known = Place("حمص", 0, 3, "حمص", "place:admin1:SY-homs", 34.7, 36.7)
    incident = Incident("i", None, None, known)
    assert page_data([incident], [])["english"] == {"place:admin1:SY-homs": "Homs"}
    assert page_data(INCIDENTS, [])["english"] == {}


def test_articles_are_named_by_their_first_line() -> None:
    assert article(made_doc("1", "\n  العنوان \nالنص"), 1).name == "العنوان"
    assert article(made_doc("1", "كلمة " * 100), 1).name.endswith("…")
    assert article(made_doc("some-id", ""), 1).name == "some-id"


def test_search_folds_as_the_library_normalises() -> None:
    for word in ("أحمد", "إدلب", "آلاف", "ٱلله", "مدرسة", "على", "مُحَمَّد", "قتـــل", "١٢", "مسؤول", "کرد"):
        assert "".join(folding().get(letter, letter) for letter in word) == normalize(word)


def test_both_languages_have_the_same_strings() -> None:
    strings = json.loads(asset("strings.json"))

    def keys(tree: dict | str) -> set[str]:
        if isinstance(tree, str) or "other" in tree:
            return {""}
        return {f"{name}.{rest}" for name, part in tree.items() for rest in keys(part)}

    assert keys(strings["ar"]) == keys(strings["en"])
    used = set(re.findall(r"data-(?:label-)?t=\"([\w.]+)\"", asset("report.html")))
    assert {f"{key}." for key in used} <= keys(strings["en"])


def test_shapes_name_their_source() -> None:
    shapes = json.loads(asset("shapes.geojson"))
    assert "Natural Earth" in shapes["source"]
    assert "Public domain" in shapes["licence"]
    assert {"SY", "IQ", "YE", "SD", "LY", "PS", "LB", "EG"} <= {shape["properties"]["iso"] for shape in shapes["features"]}


def test_documents_need_ids_that_differ() -> None:
    with pytest.raises(ConflictNLPError, match="CN070"):
        render_report([made_doc("1", "x"), made_doc("1", "y")])


def test_report_of_a_pipeline(nlp: Language, tmp_path: Path) -> None:
    records = [{"id": "one", "text": "خراب 12 قتيلا", "date": "2031-05-03"}, {"id": "two", "text": "لا شيء"}]
    write_report(conflict_nlp.pipe(records, nlp=nlp), tmp_path / "report.html", title="T")
    data = Page((tmp_path / "report.html").read_text("utf8")).data()
    assert [incident["tolls"]["killed"]["total"]["best"] for incident in data["incidents"]] == [12]
    assert list(data["articles"]) == ["one", "two"]
    with pytest.raises(ConflictNLPError, match="CN027"):
        write_report([], tmp_path / "none" / "report.html")
