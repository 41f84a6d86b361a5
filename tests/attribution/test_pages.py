"""The pages on claims and attribution say what the library does."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["claims", "attribution"])
def test_the_example_prints_what_the_page_shows(page, capsys):
    code, shown = EXAMPLE.search((DOCS / f"{page}.md").read_text(encoding="utf8")).groups()
    exec(code, {})
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("page", ["index", "claims", "attribution"])
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)", (DOCS / f"{page}.md").read_text(encoding="utf8"))
    assert [target for target in targets if not (DOCS / target).is_file()] == []
