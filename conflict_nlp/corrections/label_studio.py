"""Label Studio: a JSON list of tasks, spans and relations as predictions, the corrected ones as annotations.

Label Studio counts code points (its front end converts what the browser counts); older releases counted UTF-16 code units, and what it
saves beside a span, its text, tells which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, get_args

from spacy.tokens import Doc

from conflict_nlp.corrections.offsets import UNITS, Offsets
from conflict_nlp.corrections.reading import Where, checked, kept_of, objects, read_text, required, span
from conflict_nlp.corrections.tasks import HARMS, KEPT, Mark, Relation, Task, make_task
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import Exporter
from conflict_nlp.types import Modifier, Status, VictimType

TOOL = "label-studio"
OFFSETS = "code-points"
# The names of the controls in the labelling configuration (docs/export.md).
LABELS, TEXT = "label", "text"
NUMBERS = ("low", "high")
CHOICES: dict[str, tuple[str, ...]] = {"modifier": get_args(Modifier), "status": get_args(Status), "victims": get_args(VictimType)}


class LabelStudioExporter(Exporter):
    """One list of tasks with predictions, to import into a project with the configuration of docs/export.md."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._separator = "[\n"

    def write(self, doc: Doc) -> None:
        self._file.write((self._separator + json.dumps(write_task(make_task(doc)), ensure_ascii=False)).encode())
        self._separator = ",\n"

    def close(self) -> None:
        self._file.write(b"\n]\n" if self._separator != "[\n" else b"[]\n")


def write_task(task: Task) -> dict[str, Any]:
    """A task as Label Studio imports it."""
    result: list[dict[str, Any]] = []
    for mark in task.marks:
        result.append(_region(task, mark, "labels", LABELS, [mark.label]))
        for name in NUMBERS:
            if mark.facts and mark.facts[name] is not None:
                result.append(_region(task, mark, "number", name, mark.facts[name]))
        result += [_region(task, mark, "choices", name, [mark.facts[name]]) for name in CHOICES if mark.facts]
    for relation in task.relations or ():
        ends = {"from_id": relation.head, "to_id": relation.child}
        result.append({**ends, "type": "relation", "direction": "right", "labels": [relation.label]})
    return {
        "data": {"text": task.text, "id": task.id, KEPT: task.kept},
        "predictions": [{"model_version": "conflict-nlp", "result": result}],
    }


def _region(task: Task, mark: Mark, kind: str, control: str, value: Any) -> dict[str, Any]:
    at = {"start": mark.start, "end": mark.end, "text": task.text[mark.start : mark.end]}
    return {"id": mark.id, "from_name": control, "to_name": TEXT, "type": kind, "value": {**at, kind: value}}


def read_items(path: Path) -> Iterator[tuple[Where, Any] | ConflictNLPError]:
    """The tasks of a file."""
    try:
        tasks = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, ConflictNLPError) else ConflictNLPError("CN060", path=path, reason=error) from error
    if not isinstance(tasks, list):
        raise ConflictNLPError("CN060", path=path, reason="it is not a list of tasks")
    for number, task in enumerate(tasks, 1):
        yield Where(str(path), number, TOOL), task


def read_task(value: Any, where: Where, unit: str, unchecked: bool) -> Task | None:
    """The task with the last annotation that was not cancelled; None where there is none."""
    data = required(value, "data", dict, where)
    text = required(data, "text", str, where)
    done = [annotation for annotation in objects(value, "annotations", where) if not annotation.get("was_cancelled")]
    if not done and unchecked:
        if isinstance(found := value.get("predictions"), list) and any(isinstance(item, int) for item in found):
            raise where.unusable("it has the predictions' numbers only; export a snapshot with the predictions themselves")
        done = objects(value, "predictions", where)
    if not done:
        return None
    results = objects(done[-1], "result", where)
    marks = _marks(text, results, unit, where)
    relations = [relation for result in results if result.get("type") == "relation" for relation in _relations(result, where)]
    kept = kept_of(data.get(KEPT), where)
    name = str(data.get("id", value.get("id", where.item)))
    return Task(name, text, marks, checked(relations, marks, where), kept)


def _marks(text: str, results: list[dict[str, Any]], unit: str, where: Where) -> list[Mark]:
    readings = [(name, Offsets(text, name)) for name in (unit, *(other for other in UNITS if other != unit))]
    facts: dict[str, dict[str, Any]] = {}
    for result in results:
        if result.get("from_name") in (*NUMBERS, *CHOICES):
            name = result["from_name"]
            value = required(result, "value", dict, where).get(str(result.get("type")))
            facts.setdefault(str(result.get("id")), {})[name] = _fact(name, value, where)
    marks = []
    for result in results:
        if result.get("type") == "labels":
            value = required(result, "value", dict, where)
            labels = required(value, "labels", list, where)
            start, end = _place(text, value, readings, where)
            name = str(required(result, "id", str, where))
            for label in labels[:1]:
                shown = facts.get(name) if label in HARMS else None
                if shown and "low" in shown:
                    # An upper bound that was never filled in is not there; one that was emptied is 0.
                    shown["high"] = None if shown.get("high") == 0 and shown["low"] else shown.get("high")
                marks.append(Mark(name, start, end, str(label), shown))
    return marks


def _fact(name: str, value: Any, where: Where) -> Any:
    """The value of a control beside a span."""
    if name in NUMBERS:
        return int(value) if isinstance(value, float) and value.is_integer() else value
    chosen = value[0] if isinstance(value, list) and len(value) == 1 else value
    if chosen not in CHOICES[name]:
        raise where.unusable(f"{chosen!r} is no value of '{name}'")
    return chosen


def _place(text: str, value: dict[str, Any], readings: list[tuple[str, Offsets]], where: Where) -> tuple[int, int]:
    """The span in the first unit in which it has the text that was saved with it."""
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise where.unusable("a span without start and end") from error
    unit, offsets = readings[0]
    saved = value.get("text")
    for _, other in readings if saved is not None else ():
        first, last = other.back(start), other.back(end)
        if first is not None and last is not None and first < last and _squeezed(text[first:last]) == _squeezed(str(saved)):
            return first, last
    first, last = span(text, start, end, offsets, unit, where)
    if saved is not None:
        raise where.error("CN063", start=start, end=end, found=text[first:last], text=saved)
    return first, last


def _squeezed(text: str) -> str:
    """Without white space, which Label Studio writes in its own way."""
    return "".join(text.replace("\\n", "").split())


def _relations(result: dict[str, Any], where: Where) -> list[Relation]:
    labels = result.get("labels")
    if not isinstance(labels, list) or not labels:
        raise where.unusable("a relation without a label")
    ends = str(result.get("from_id")), str(result.get("to_id"))
    head, child = reversed(ends) if result.get("direction") == "left" else ends
    return [Relation(head, child, str(label)) for label in labels]
