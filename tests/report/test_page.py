"""The page of a report in a browser: what is seen, chosen, clicked and typed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from conflict_nlp.report.data import article
from conflict_nlp.report.page import build_page
from tests.report.browser import Browser
from tests.report.made import DOCS, HOSTILE, INCIDENTS

TAB, ENTER, ESCAPE, LEFT, RIGHT, END = "\ue004", "\ue007", "\ue00c", "\ue012", "\ue014", "\ue010"
ALL = {"i-market", "i-road", "i-port", "i-hostile"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(build_page(INCIDENTS, [article(doc, number) for number, doc in enumerate(DOCS, 1)]), "utf8")
    return path


@pytest.fixture
def page(browser: Browser, path: Path) -> Browser:
    browser.open(path)
    return browser


def listed(page: Browser) -> set[str]:
    return set(page.values("#list .incident", "data-incident"))


def on_map(page: Browser) -> set[str]:
    return set(page.values("#map circle", "data-incident"))


def on_timeline(page: Browser) -> dict[str, int]:
    """Day -> number of incidents, as the bars are named."""
    labels = dict(zip(page.values(".bar", "data-from"), page.values(".bar", "aria-label"), strict=True))
    return {day: count for day, label in labels.items() if (count := int(re.search(r"(\d+) incident", label)[1]))}


def focused(page: Browser) -> tuple[str, str]:
    return page.js("const e = document.activeElement; return [e.tagName, e.dataset.ref ?? e.dataset.claims ?? e.dataset.incident ?? e.id]")


def in_view(page: Browser) -> bool:
    return page.js("const r = document.activeElement.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight")


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, ALL),
        ({"from": "2031-05-04"}, {"i-road", "i-port"}),
        ({"to": "2031-05-04"}, {"i-market"}),
        ({"from": "2031-05-05", "to": "2031-05-05", "harm": "killed"}, {"i-port"}),
        ({"harm": "injured"}, {"i-market", "i-road"}),
        ({"harm": "detained"}, {"i-hostile"}),
        ({"place": "country:SY"}, {"i-market", "i-road"}),
        ({"place": "place:place:test:الميناء القديم"}, {"i-port"}),
        ({"who": "لواء السهل"}, {"i-market"}),
        ({"who": HOSTILE}, {"i-hostile"}),
        ({"grading": "Weak"}, {"i-road", "i-hostile"}),
        ({"outlet": "وكالة المرفأ"}, {"i-market", "i-port"}),
        ({"outlet": "وكالة المرفأ", "place": "country:SY", "grading": "Fair"}, set()),
        ({"query": "غارة"}, {"i-market"}),
        ({"query": "syria"}, {"i-market", "i-road"}),
    ],
)
def test_filters_act_on_list_map_and_timeline(page: Browser, choices: dict[str, str], expected: set[str]) -> None:
    for field, value in choices.items():
        page.choose(field, value)
    assert listed(page) == expected
    assert on_map(page) == expected - {"i-hostile"}  # of which no place and no day is known
    days = [incident.date for incident in INCIDENTS if incident.id in expected and incident.date]
    assert on_timeline(page) == {day: days.count(day) for day in days}
    assert page.one("#status").text.startswith(f"{len(expected)} of 4")
    shown = set(page.values("#articles .article", "id"))
    told = {report.document for incident in INCIDENTS if incident.id in expected for report in incident.reports}
    assert shown == {f"article-{n}" for n, doc in enumerate(DOCS, 1) if not choices or doc._.document_id in told}
    page.one("#show-all").click()
    assert listed(page) == ALL


def test_days_months_and_tolls_of_wars(browser: Browser, tmp_path: Path) -> None:
    """A range of days stands on the timeline, a month is of a choice that holds it, a toll of years is listed but not added up."""
    market = INCIDENTS[0]
    dates = [("days", "2031-05-01/2031-05-03", 2), ("month", "2031-04", 4), ("war", "2011/2031-05-03", 5)]
    incidents = [replace(market, id=f"i-{name}", date=date, date_precision=n, aggregate=name == "war") for name, date, n in dates]
    path = tmp_path / "report.html"
    path.write_text(build_page([market, *incidents], [article(doc, number) for number, doc in enumerate(DOCS, 1)]), "utf8")
    browser.open(path)
    times = {text.split("\n")[0] for text in (element.text for element in browser.all("#list .incident time"))}
    assert times == {"3 May 2031", "1 May 2031 to 3 May 2031", "April 2031", "2011 to 3 May 2031"}
    assert on_timeline(browser) == {"2031-05-01": 1, "2031-05-03": 1}
    assert on_map(browser) == {"i-market", "i-days", "i-month"}
    status = browser.one("#status").text
    assert "killed 51" in status.lower()  # three times 17
    assert "not added up" in status
    assert len(browser.all("#list .aggregate")) == 1
    browser.choose("from", "2031-05-02")
    browser.choose("to", "2031-05-31")
    assert listed(browser) == {"i-market", "i-days"}
    browser.choose("from", "2031-04-01")
    browser.choose("to", "2031-04-30")
    assert listed(browser) == {"i-month"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ام الابل", {"i-road"}),  # written أمّ الإبل
        ("أم الإبل", {"i-road"}),
        ("أصيب", {"i-market", "i-road"}),  # once with a vowel sign
        ("مديره المستشفي", {"i-road"}),
        ("المرفا", {"i-market", "i-port"}),
        ("الـميناء", {"i-port"}),
        ("لواء ال", {"i-market", "i-port"}),
        ("ناشطون 12", {"i-market"}),
        ("ناشطون مستشفى", set()),
        ("[.*", set()),
    ],
)
def test_search_finds_spellings(page: Browser, query: str, expected: set[str]) -> None:
    page.one("#query").send_keys(query)
    assert listed(page) & (ALL - {"i-hostile"}) == expected
    page.press(ESCAPE)
    assert listed(page) == ALL


def test_search_finds_articles_without_an_incident(page: Browser) -> None:
    page.one("#query").send_keys("الأمطار")
    assert page.values("#articles .article", "id") == ["article-6"]


def test_from_claim_to_words_and_back_by_mouse(page: Browser) -> None:
    page.one("[data-incident='i-market'] .toggle").click()
    page.one("[data-ref='market#c1']").click()
    assert focused(page) == ["MARK", "c1"]
    assert in_view(page)
    assert {element.text for element in page.all("#articles .on")} == {"12 مدنيا", "لواء السهل", "الدفاع المدني"}
    page.one("#article-1 mark.injured").click()
    assert focused(page) == ["BUTTON", "market#c2"]
    assert in_view(page)
    assert page.values(".claim.chosen", "data-ref") == ["market#c2"]


def test_from_claim_to_words_and_back_by_keyboard(page: Browser) -> None:
    page.js("document.querySelector(\"[data-incident='i-road'] .toggle\").focus()")
    page.press(ENTER)
    assert page.one("[data-incident='i-road'] .toggle").get_attribute("aria-expanded") == "true"
    page.press(TAB, TAB)  # over the link to the article
    assert focused(page) == ["BUTTON", "road#c1"]
    page.press(ENTER)
    assert focused(page) == ["MARK", "c1"]
    page.press(ESCAPE)
    assert focused(page) == ["BUTTON", "road#c1"]
    page.press(ENTER, ENTER)  # to the words, and by them back
    assert focused(page) == ["BUTTON", "road#c1"]


def test_words_lead_to_a_claim_that_was_filtered_out(page: Browser) -> None:
    page.one("#query").send_keys("الأمطار")
    page.js("document.getElementById('article-4').hidden = false")
    page.one("#article-4 mark").click()
    assert focused(page) == ["BUTTON", "port#c1"]
    assert listed(page) == ALL


def test_map_and_timeline_by_keyboard(page: Browser) -> None:
    page.js("document.querySelector('#map [tabindex=\"0\"]').focus()")
    assert focused(page) == ["circle", "i-market"]  # the largest first
    page.press(RIGHT, ENTER)
    assert focused(page)[0] == "BUTTON"
    assert page.one("[data-incident='i-port'] .toggle").get_attribute("aria-expanded") == "true"
    page.js("document.querySelector('.bar[tabindex=\"0\"]').focus()")
    page.press(END, ENTER)
    assert listed(page) == {"i-road", "i-port"}
    page.press(ENTER)
    assert listed(page) == ALL


def test_zoom_by_buttons_and_keys(page: Browser) -> None:
    def width() -> float:
        return float(page.values("#map svg", "viewBox")[0].split()[2])

    whole, radius = width(), page.js("return document.querySelector('#map circle').getBoundingClientRect().width")
    page.one("#zoom-in").click()
    assert width() < whole
    assert page.js("return document.querySelector('#map circle').getBoundingClientRect().width") == pytest.approx(radius, rel=0.01)
    page.js("document.querySelector('#map [tabindex=\"0\"]').focus()")
    page.press("-", "-")
    assert width() > whole
    page.one("#zoom-fit").click()
    assert width() == pytest.approx(whole)


def test_circles_grow_with_the_killed(page: Browser) -> None:
    radius = dict(zip(page.values("#map circle", "data-incident"), map(float, page.values("#map circle", "r")), strict=True))
    assert radius["i-market"] > radius["i-port"] > radius["i-road"]
    assert page.one("[data-incident='i-road'].without")
    assert page.one("[data-incident='i-port'].vague")


def test_skip_link_comes_first(page: Browser) -> None:
    page.press(TAB)
    assert page.js("return document.activeElement.className") == "skip"
    page.press(ENTER)
    assert focused(page)[1] == "incidents"


@pytest.mark.parametrize(
    ("language", "direction", "heading", "date"), [("ar", "rtl", "الحوادث", "3 مايو 2031"), ("en", "ltr", "Incidents", "3 May 2031")]
)
def test_language(page: Browser, language: str, direction: str, heading: str, date: str) -> None:
    page.one(f"#languages [value={language}]").click()
    assert page.js("const e = document.documentElement; return [e.lang, e.dir]") == [language, direction]
    assert page.one("#incidents-heading").text == heading
    assert page.one("[data-incident='i-market'] time").text == date
    assert page.js("return getComputedStyle(document.querySelector('#article-1 .text')).direction") == "rtl"
    assert page.js("return [...document.querySelectorAll('[data-t]:not(#none)')].filter((e) => !e.textContent).length") == 0
    page.one("#open-all").click()
    assert "undefined" not in page.js("return document.body.innerText")


def test_choices_stay_when_the_language_changes(page: Browser) -> None:
    page.choose("harm", "killed")
    page.choose("place", "country:SY")
    page.one("#languages [value=ar]").click()
    assert listed(page) == {"i-market"}


def test_hostile_texts_do_nothing(page: Browser) -> None:
    page.one("#open-all").click()
    page.one("#languages [value=ar]").click()
    page.choose("query", HOSTILE)
    page.one("#show-all").click()
    assert page.js("return window.hacked ?? null") is None
    assert page.js("return document.querySelectorAll('script').length") == 2
    assert page.js("return document.querySelectorAll('img, iframe, object, [onerror], a[href^=javascript]').length") == 0
    assert page.js("return document.querySelector('#article-5 .text').textContent") == HOSTILE.replace("\0", "\ufffd")
    assert page.js("return document.querySelector(\"[data-incident='i-hostile'] .party bdi\").textContent") == HOSTILE
    assert page.js("return document.querySelector('#article-6').parentElement.id") == "articles"


def test_no_request_leaves_the_page(page: Browser, path: Path) -> None:
    page.requests()
    page.console()
    page.open(path)
    page.one("#open-all").click()
    page.one("#languages [value=ar]").click()
    page.all("#list .claim")[0].click()
    assert [url for url in page.requests() if not url.startswith("data:")] == [path.as_uri()]  # data: icons of the browser's own fields
    assert page.console() == []
    # The same watch does see what a foreign script or picture would do, and the page's policy stops it.
    page.js("const s = document.createElement('script'); s.textContent = 'window.hacked = 9'; document.body.append(s)")
    page.js("const i = document.createElement('img'); i.src = 'file:///nowhere.png'; document.body.append(i)")
    assert page.js("return window.hacked ?? null") is None
    assert sum("Content Security Policy" in message for message in page.console()) == 2


def test_print_shows_claims_and_articles(browser: Browser, path: Path) -> None:
    browser.open(path, media="print")
    assert len(browser.all("#list .claim")) == sum(len(incident.claims) for incident in INCIDENTS)
    assert len(browser.all("#articles .text")) == len(DOCS)
    assert browser.all("#filters, #languages, #open-all, .zoom") == []
    browser.choose("outlet", "وكالة المرفأ")
    assert len(browser.all("#articles .text")) == 3
    assert "وكالة المرفأ" in browser.one("#chosen").text
    assert len(browser.driver.print_page()) > 10_000


@pytest.mark.parametrize("width", [340, 800])
def test_nothing_hangs_out_of_a_small_screen(browser: Browser, path: Path, width: int) -> None:
    browser.open(path, width=width)
    browser.js("document.getElementById('open-all').click(); document.getElementById('more').open = true")
    assert browser.js("return document.documentElement.scrollWidth") <= width


def test_page_without_incidents_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "none.html"
    path.write_text(build_page([], [article(DOCS[-1], 1)]), "utf8")
    browser.console()
    browser.open(path)
    assert "No claim about casualties" in browser.one("#none").text
    assert browser.all("#filters, #map, #list") == []
    assert len(browser.all("#articles .text")) == 1
    assert browser.console() == []


def test_long_folder(browser: Browser, tmp_path: Path) -> None:
    many = [
        replace(INCIDENTS[0], id=f"i{n}", date=f"{2031 + n // 60}-{n % 12 + 1:02}-15", claims=INCIDENTS[0].claims if n == 0 else [])
        for n in range(120)
    ]
    path = tmp_path / "many.html"
    path.write_text(build_page(many, [article(DOCS[0], 1), article(DOCS[1], 2)]), "utf8")
    browser.open(path)
    assert len(listed(browser)) == 100
    assert len(on_map(browser)) == 120
    months = on_timeline(browser)
    assert months == {f"{2031 + year}-{month:02}-01": 5 for year in range(2) for month in range(1, 13)}
    browser.js("document.querySelector('#article-1 mark.killed').click()")  # of the oldest incident, which the list has not come to
    assert focused(browser) == ["BUTTON", "market#c1"]
    browser.choose("outlet", "وكالة المرفأ")
    browser.one("#more-incidents").click()
    assert len(listed(browser)) == 120
    assert browser.all("#more-incidents") == []


def test_printing_brings_the_whole_list(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    path.write_text(build_page([replace(INCIDENTS[0], id=f"i{n}", claims=[]) for n in range(120)], [article(DOCS[0], 1)]), "utf8")
    browser.open(path)
    browser.js("dispatchEvent(new Event('beforeprint'))")
    assert len(listed(browser)) == 120
    browser.js("dispatchEvent(new Event('afterprint'))")
    assert len(listed(browser)) == 100
