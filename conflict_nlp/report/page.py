"""The page: one HTML file that is complete in itself, loads nothing and runs no script but its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from spacy.tokens import Doc

from conflict_nlp import __version__
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.marking import escaped, policy
from conflict_nlp.incidents import Incident, IncidentIndex
from conflict_nlp.output import open_output
from conflict_nlp.report.data import Article, article, asset, page_data, to_json

# In the order in which they build on each other: they are one script.
_SCRIPTS = ("base.js", "figures.js", "filters.js", "timeline.js", "map.js", "list.js", "articles.js", "report.js")


def write_report(docs: Iterable[Doc], path: str | Path, title: str | None = None) -> None:
    """Write the page for `docs` into the file `path`."""
    page = render_report(docs, title)
    with open_output(Path(path)) as file:
        file.write(page.encode(errors="replace"))


def render_report(docs: Iterable[Doc], title: str | None = None) -> str:
    """The page for `docs`, which need ids that differ; `title` is its heading, else one that tells how much it holds."""
    index = IncidentIndex()
    articles: dict[str, Article] = {}
    for number, doc in enumerate(docs, 1):
        shown = article(doc, number)
        if shown.document in articles:
            raise ConflictNLPError("CN070", id=shown.document)
        articles[shown.document] = shown
        index.add(doc)
    return build_page(index.incidents(), list(articles.values()), title)


def build_page(incidents: Sequence[Incident], articles: Sequence[Article], title: str | None = None) -> str:
    """The page for these incidents and the articles that tell of them."""
    script = _script()
    return Template(asset("report.html")).substitute(
        policy=policy(script),
        title=escaped(title or "conflict-nlp"),
        style=_style(),
        data=to_json(page_data(incidents, articles, title)),
        articles="".join(item.html for item in articles),
        script=script,
        version=__version__,
    )


def _script() -> str:
    return '(() => {\n"use strict";\n' + "".join(asset(name) for name in _SCRIPTS) + "})();\n"


def _style() -> str:
    return (files("conflict_nlp.export") / "marks.css").read_text("utf8") + asset("report.css")
