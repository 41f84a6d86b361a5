"""The page on events says what the library does."""

from __future__ import annotations

from tests.attribution.test_pages import DOCS, EXAMPLE


def test_the_example_prints_what_the_page_shows(capsys):
    code, shown = EXAMPLE.search((DOCS / "events.md").read_text(encoding="utf8")).groups()
    exec(code, {})
    assert capsys.readouterr().out == shown
