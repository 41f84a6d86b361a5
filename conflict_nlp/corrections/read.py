"""From the corrected file of an annotation tool to records, whatever the tool."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from conflict_nlp.corrections.merge import corrected
from conflict_nlp.corrections.tasks import Task
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ids import SeenIds

# Tool -> the module that knows its files.
TOOLS = {
    "label-studio": "conflict_nlp.corrections.label_studio",
    "doccano": "conflict_nlp.corrections.doccano",
    "prodigy": "conflict_nlp.corrections.prodigy",
}


def read_corrections(
    path: str | Path, tool: str, *, offsets: str | None = None, unchecked: bool = False
) -> Iterator[dict[str, Any] | ConflictNLPError | None]:
    """What became of the items of a tool's file, in their order: a record; a coded error where an item cannot be used; None for an item
    that nobody has checked, unless `unchecked` ones are wanted too.

    A record has the keys of the reader `jsonl` of corpora (`id`, `text`, `entities`) and those of the schema of claims. `offsets` names
    the unit that the file counts characters in (`conflict_nlp.corrections.offsets.UNITS`), where it is not the tool's own.
    """
    if tool not in TOOLS:
        raise ConflictNLPError("CN067", name=tool, known=", ".join(TOOLS))
    module = import_module(TOOLS[tool])
    seen = SeenIds()
    for item in module.read_items(Path(path)):
        if isinstance(item, ConflictNLPError):
            yield item
            continue
        where, value = item
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            yield where.unusable("it holds half of a surrogate pair, which is not text")
            continue
        try:
            task: Task | None = module.read_task(value, where, offsets or module.OFFSETS, unchecked)
            record = corrected(task, where) if task else None
            if record is not None and not seen.add(record["id"]):
                raise where.unusable(f"the document {record['id']!r} stands in the file a second time")
            yield record
        except ConflictNLPError as error:
            yield error
