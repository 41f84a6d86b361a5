"""Prodigy (interfaces `relations`, `spans_manual`, `ner_manual`): JSONL with tokens, spans and relations.

Its offsets are those of spaCy, code points. Spans are made of whole tokens, so the tokens are cut wherever a span begins or ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from spacy.tokens import Doc

from conflict_nlp.corrections.offsets import Offsets
from conflict_nlp.corrections.reading import Where, checked, kept_of, objects, read_lines, required, span
from conflict_nlp.corrections.tasks import KEPT, Mark, Relation, Task, make_task
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import Exporter, json_line

TOOL = "prodigy"
OFFSETS = "code-points"


class ProdigyExporter(Exporter):
    """One line a document."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, doc: Doc) -> None:
        borders = [at for token in doc for at in (token.idx, token.idx + len(token))]
        self._file.write(json_line(write_task(make_task(doc), borders)))


def write_task(task: Task, borders: Iterable[int]) -> dict[str, Any]:
    """A task as a line; `borders` are offsets at which tokens begin or end."""
    tokens = cut(task.text, borders, [(mark.start, mark.end) for mark in task.marks])
    starts, ends = [token["start"] for token in tokens], [token["end"] for token in tokens]
    spans = {
        mark.id: {
            "id": mark.id,
            "start": mark.start,
            "end": mark.end,
            "token_start": bisect_left(starts, mark.start),
            "token_end": bisect_left(ends, mark.end),
            "label": mark.label,
        }
        for mark in task.marks
    }
    return {
        "text": task.text,
        "meta": {"id": task.id},
        "tokens": tokens,
        "spans": list(spans.values()),
        "relations": [
            {
                "head": spans[relation.head]["token_end"],
                "child": spans[relation.child]["token_end"],
                "head_span": spans[relation.head],
                "child_span": spans[relation.child],
                "label": relation.label,
            }
            for relation in task.relations or ()
        ],
        KEPT: task.kept,
    }


def cut(text: str, borders: Iterable[int], spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """The tokens between borders and the ends of spans. The space that follows a token is none, but where a span begins or ends with it."""
    firsts, lasts = {start for start, _ in spans}, {end for _, end in spans}
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(sorted({0, len(text), *borders, *firsts, *lasts})):
        if text[start:end] == " " and tokens and not tokens[-1]["ws"] and start not in firsts and end not in lasts:
            tokens[-1]["ws"] = True
        else:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def read_items(path: Path) -> Iterator[tuple[Where, Any] | ConflictNLPError]:
    """The lines of a file."""
    return read_lines(path, TOOL)


def read_task(value: Any, where: Where, unit: str, unchecked: bool) -> Task | None:
    """The task of a line that was accepted; None for one that was rejected or ignored, or has no answer."""
    text = required(value, "text", str, where)
    if not (value.get("answer") == "accept" or (unchecked and "answer" not in value)):
        return None
    offsets = Offsets(text, unit)
    marks = []
    for number, item in enumerate(objects(value, "spans", where)):
        first, last = _span(text, item, offsets, unit, where)
        marks.append(Mark(str(item.get("id", f"#{number}")), first, last, required(item, "label", str, where)))
    relations = None
    if "relations" in value:
        relations = []
        for item in objects(value, "relations", where):
            ends = [_end(required(item, key, dict, where), marks, text, offsets, unit, where) for key in ("head_span", "child_span")]
            relations.append(Relation(ends[0], ends[1], required(item, "label", str, where)))
        checked(relations, marks, where)
    kept = kept_of(value.get(KEPT), where)
    meta = value.get("meta") if isinstance(value.get("meta"), dict) else {}
    return Task(str(kept.get("id", meta.get("id", where.item))), text, marks, relations, kept)


def _span(text: str, item: dict[str, Any], offsets: Offsets, unit: str, where: Where) -> tuple[int, int]:
    start, end = (required(item, key, int, where) for key in ("start", "end"))
    return span(text, start, end, offsets, unit, where)


def _end(item: dict[str, Any], marks: list[Mark], text: str, offsets: Offsets, unit: str, where: Where) -> str:
    """The id of the span that a relation begins or ends with: by its own id, else by place and label."""
    first, last = _span(text, item, offsets, unit, where)
    at = [mark for mark in marks if (mark.start, mark.end) == (first, last)]
    same = [mark for mark in at if mark.id == item.get("id")] or [mark for mark in at if mark.label == item.get("label")]
    return same[0].id if same else f"{first}..{last}"
