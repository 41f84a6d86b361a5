"""doccano (sequence labelling with relations): JSONL with entities and relations.

doccano counts as JavaScript does, in UTF-16 code units, unless a project counts grapheme clusters as one character: such projects
are not read. Its entities get ids of its own on import; columns that it does not know come back as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from spacy.tokens import Doc

from conflict_nlp.corrections.offsets import Offsets
from conflict_nlp.corrections.reading import Where, checked, kept_of, objects, read_lines, required, span
from conflict_nlp.corrections.tasks import KEPT, Mark, Relation, Task, make_task
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import Exporter

TOOL = "doccano"
OFFSETS = "utf-16"


class DoccanoExporter(Exporter):
    """One line a document."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, doc: Doc) -> None:
        # doccano guesses the encoding of a file, and guesses wrong where a short one holds an emoji.
        self._file.write(json.dumps(write_task(make_task(doc))).encode("ascii") + b"\n")


def write_task(task: Task) -> dict[str, Any]:
    """A task as a line. doccano's ids are numbers."""
    offsets = Offsets(task.text, OFFSETS)
    numbers = {mark.id: number for number, mark in enumerate(task.marks, 1)}
    return {
        "text": task.text,
        "entities": [
            {"id": numbers[mark.id], "label": mark.label, "start_offset": offsets.out(mark.start), "end_offset": offsets.out(mark.end)}
            for mark in task.marks
        ],
        "relations": [
            {"id": number, "from_id": numbers[relation.head], "to_id": numbers[relation.child], "type": relation.label}
            for number, relation in enumerate(task.relations or (), 1)
        ],
        KEPT: task.kept,
    }


def read_items(path: Path) -> Iterator[tuple[Where, Any] | ConflictNLPError]:
    """The lines of a file."""
    return read_lines(path, TOOL)


def read_task(value: Any, where: Where, unit: str, unchecked: bool) -> Task | None:
    """The task of a line; doccano does not write who checked it, so every line counts as checked."""
    text = required(value, "text", str, where)
    kept = kept_of(value.get(KEPT), where)
    offsets = Offsets(text, unit)
    marks = []
    for number, entity in enumerate(_entities(value, where)):
        start, end = (required(entity, key, int, where) for key in ("start_offset", "end_offset"))
        first, last = span(text, start, end, offsets, unit, where)
        marks.append(Mark(str(entity.get("id", f"#{number}")), first, last, required(entity, "label", str, where)))
    relations = None
    if "entities" in value and "relations" in value:  # projects without relations keep the exported ones as a column
        found = [
            Relation(str(item.get("from_id")), str(item.get("to_id")), str(item.get("type"))) for item in objects(value, "relations", where)
        ]
        relations = checked(found, marks, where)
    return Task(str(kept.get("id", value.get("id", where.item))), text, marks, relations, kept)


def _entities(value: Any, where: Where) -> list[dict[str, Any]]:
    """Spans as objects; projects without relations write triples under `label`."""
    if "entities" in value:
        return objects(value, "entities", where)
    triples = value.get("label", [])
    if not isinstance(triples, list) or not all(isinstance(item, list) and len(item) == 3 for item in triples):
        raise where.unusable("neither 'entities' nor a list of spans under 'label'")
    return [{"start_offset": start, "end_offset": end, "label": label} for start, end, label in triples]
