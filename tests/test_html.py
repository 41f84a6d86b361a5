"""The HTML view: well-formed, complete in itself, and deaf to what a text would have it do."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import conflict_nlp
from conflict_nlp.export.html import HtmlExporter, figure
from conflict_nlp.spans import write_claims
from conflict_nlp.types import CasualtyClaim, Mention, Victims
from tests.pages import Elements

HOSTILE = [
    "<script>alert(1)</script> 5 قتيلا",
    "\"><img src=x onerror=alert(1)> 5 قتيلا ' & &amp; &lt;",
    "</div></section></body> 5 قتيلا",
    "5 قتيلا <!-- <mark data-claims='c1'>",
    "\u202e5 قتيلا\u0000\u2067",
]


class Page(Elements):
    """What a page holds: its elements in order, and the text inside `div.text`."""

    def __init__(self, source: str) -> None:
        self.texts: list[str] = []
        self._depth: int | None = None
        super().__init__(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if ("class", "text") in attrs:
            self._depth = len(self.open)
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if self._depth is not None and len(self.open) < self._depth:
            self._depth = None

    def handle_data(self, data: str) -> None:
        if self._depth is not None:
            self.texts[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*docs: Doc) -> str:
    file = io.BytesIO()
    exporter = HtmlExporter(file)
    for doc in docs:
        exporter.write(doc)
    exporter.close()
    return file.getvalue().decode()


def claim(id_: str, start: int, end: int, text: str, **values) -> CasualtyClaim:
    settings = {"harm": "killed", "low": 1, "high": 1, "modifier": "exact", "victims": Victims(text, start, end), **values}
    return CasualtyClaim(id_, start, end, text[start:end], **settings)


@pytest.mark.parametrize("field", ["text", "title", "id", "source", "date", "url"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(nlp: Language, hostile: str, field: str) -> None:
    docs = list(conflict_nlp.pipe([{"text": "5 قتيلا", field: hostile}], nlp=nlp))
    harmless = [tag for tag, _ in Page(page(*conflict_nlp.pipe([{"text": "5 قتيلا", "source": "x", "date": "x"}], nlp=nlp))).elements]
    parsed = Page(page(*docs))
    assert parsed.texts == [docs[0].text.replace("\0", "\ufffd")]
    assert {tag for tag, _ in parsed.elements} <= set(harmless)
    assert len(parsed.all("script")) == 1
    assert not any(name.startswith("on") for _, attributes in parsed.elements for name in attributes)


def test_hostile_names_stay_text(nlp: Language) -> None:
    doc = nlp.make_doc("<b>قوات</b> قتلت 5")
    bad = '"><script>x</script>'
    mention = Mention(bad, 0, 4, bad)
    victims = Victims(bad, 0, 4, "civilian", bad)
    write_claims(doc, [claim("c1", 5, 9, doc.text, victims=victims, perpetrators=[mention], sources=[mention], place=mention, date=bad)])
    assert len(Page(page(doc)).all("script")) == 1


@pytest.mark.parametrize(
    ("url", "linked"), [("https://example.org/a?b=1&c", True), ("javascript:alert(1)", False), ("data:text/html,x", False)]
)
def test_only_web_addresses_become_links(nlp: Language, url: str, linked: bool) -> None:
    links = Page(page(*conflict_nlp.pipe([{"text": "x", "url": url}], nlp=nlp))).all("a")
    assert [link["href"] for link in links] == ([url] if linked else [])


def test_policy_allows_the_page_its_own_script_only(nlp: Language) -> None:
    html = page(nlp("5 قتيلا"))
    script = re.search(r"<script>(.*)</script>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html
    assert not re.search(r"(src|href)=|url\(|@import", html)


def test_several_documents_and_none(nlp: Language) -> None:
    assert Page(page()).texts == []
    parsed = Page(page(nlp("5 قتيلا"), nlp(""), nlp("لا شيء")))
    assert parsed.texts == ["5 قتيلا", "", "لا شيء"]
    assert len(parsed.all("table")) == 1


def test_nested_and_overlapping_claims(nlp: Language) -> None:
    text = "abcdefghij"
    doc = nlp.make_doc(text)
    place = Mention("bc", 1, 3, "bc")
    write_claims(doc, [claim("c1", 0, 6, text), claim("c2", 2, 4, text, harm="injured"), claim("c3", 5, 9, text, place=place)])
    parsed = Page(page(doc))
    assert parsed.texts == [text]
    assert [(mark["data-claims"], mark["class"], mark.get("data-label")) for mark in parsed.all("mark")] == [
        ("c1", "killed", None),
        ("c1", "killed", None),
        ("c1 c2", "injured nested", None),
        ("c1 c2", "injured nested", "c2"),
        ("c1", "killed", None),
        ("c1 c3", "killed nested", "c1"),
        ("c3", "killed", "c3"),
    ]
    assert [span["data-claims"] for span in parsed.all("span") if span.get("class") == "place" and "data-claims" in span] == ["c3", "c3"]


def test_every_claim_has_a_row(nlp: Language) -> None:
    rows = Page(page(nlp("خراب 12 قتيلا و30 جريحا"))).all("tr")
    assert [row.get("data-claim") for row in rows] == [None, "c1", "c2"]


@pytest.mark.parametrize(
    ("low", "high", "modifier", "expected"),
    [
        (17, 17, "exact", "17"),
        (52000, 52000, "approximate", "≈ 52,000"),
        (5, None, "at_least", "≥ 5"),
        (0, 10, "at_most", "≤ 10"),
        (20, 30, "range", "20–30"),
        (20, 99, "vague", "20–99"),
        (2, None, "vague", "≥ 2"),
    ],
)
def test_figure(low: int, high: int | None, modifier: str, expected: str) -> None:
    assert figure(claim("c1", 0, 1, "x", low=low, high=high, modifier=modifier)) == expected
