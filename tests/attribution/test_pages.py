"""The pages on claims and attribution say what the library does."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["claims", "attribution", "linking"])
def test_the_example_prints_what_the_page_shows(page, capsys):
    names: dict[str, object] = {}
    examples = EXAMPLE.findall((DOCS / f"{page}.md").read_text(encoding="utf8"))
    assert examples
    for code, shown in examples:
        exec(code, names)
        assert capsys.readouterr().out == shown


@pytest.mark.parametrize("page", ["index", "claims", "attribution", "linking"])
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)", (DOCS / f"{page}.md").read_text(encoding="utf8"))
    assert [target for target in targets if not (DOCS / target).is_file()] == []
