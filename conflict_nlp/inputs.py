"""From strings, dicts and files to documents: what every way into the library accepts and refuses.

A *record* is what a caller hands in: a string, or a dict with the keys of the JSONL (`text`; optional `id`, `title`, `date`,
`source`, `url`). Files are read as bytes, so that offsets count the characters that are really there. An *item* is what a record
turned out to be: a document, or the error that says why it is none.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ids import SeenIds

T = TypeVar("T")
ErrorHandler = Callable[[ConflictNLPError], None]
STDIN = "-"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUFFIXES = (".txt", ".jsonl")


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for the pipeline: its text, title included, what it is told about itself, and the record that it was read from."""

    id: str
    text: str
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    record: object = field(default=None, repr=False, compare=False)


Item = Document | ConflictNLPError


def read_record(record: object, *, position: int) -> Document:
    """The document that `record` holds; `position` (from 1) is the id of one that has none.

    A title of its own is put before the text with one newline: offsets count from the title's first character.
    """
    given = record
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        raise ConflictNLPError("CN003", document=str(position), type=type(record).__name__)
    id_ = str(position) if record.get("id") is None else str(record["id"])
    if record.get("text") is None:
        raise ConflictNLPError("CN004", document=id_)
    if not isinstance(record["text"], str):
        raise ConflictNLPError("CN001", document=id_, type=type(record["text"]).__name__)
    text = record["text"]
    told = {name: _string(record, name, id_) for name in ("title", "date", "source", "url")}
    for name, value in {"id": id_, "text": text, **told}.items():
        if found := _SURROGATE.search(value or ""):
            raise ConflictNLPError("CN006", document=id_, field=name, at=found.start())
    title = told["title"]
    return Document(
        id=id_, text=f"{title}\n{text}" if title else text, date=told["date"], outlet=told["source"], url=told["url"], record=given
    )


def read_items(records: Iterable[object]) -> Iterator[Item]:
    """What `records` turn out to be, in their order: the id of an earlier document is an error too, errors among the records stay."""
    seen = SeenIds()
    for position, record in enumerate(records, 1):
        if isinstance(record, ConflictNLPError):
            yield record
            continue
        try:
            document = read_record(record, position=position)
            if not seen.add(document.id):
                raise ConflictNLPError("CN008", document=document.id)
        except ConflictNLPError as error:
            error.record = record
            yield error
        else:
            yield document


def without_errors(items: Iterable[T | ConflictNLPError], on_error: ErrorHandler) -> Iterator[T]:
    """The `items` that are no errors; those go to `on_error` when their turn comes."""
    for item in items:
        if isinstance(item, ConflictNLPError):
            on_error(item)
        else:
            yield item


def _string(record: Mapping[str, Any], field: str, document: str) -> str | None:
    value = record.get(field)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is not None and not isinstance(value, str):
        raise ConflictNLPError("CN005", document=document, field=field, type=type(value).__name__)
    return value


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read (`path` is `None` for standard input); `id` is the id of the document of a `.txt` file."""

    path: Path | None
    id: str

    @property
    def name(self) -> str:
        """How messages call it."""
        return str(self.path) if self.path is not None else "standard input"


def find_sources(inputs: Iterable[str]) -> list[Source]:
    """The files that the arguments of the command line name, folders opened; an unusable argument raises its error."""
    return [source for name in inputs for source in _sources(name)]


def _sources(name: str) -> list[Source]:
    if name == STDIN:
        return [Source(None, STDIN)]
    path = Path(name)
    if not path.exists():
        raise ConflictNLPError("CN023", path=name)
    if not path.is_dir():
        if path.suffix.lower() not in _SUFFIXES:
            raise ConflictNLPError("CN025", path=name)
        return [_readable(path, path.stem)]
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    if not files:
        raise ConflictNLPError("CN026", path=name)
    stems = Counter(file.stem for file in files if file.suffix.lower() == ".txt")
    return [_readable(file, file.stem if stems[file.stem] < 2 else file.relative_to(path).with_suffix("").as_posix()) for file in files]


def _readable(path: Path, id_: str) -> Source:
    if not os.access(path, os.R_OK):
        raise ConflictNLPError("CN024", path=path, reason="permission denied")
    return Source(path, id_)


def no_input(path: Path | None, sources: Iterable[Source]) -> None:
    """Raise a coded error where the file to be written is one of those to be read."""
    if path is not None and any(source.path is not None and source.path.resolve() == path for source in sources):
        raise ConflictNLPError("CN084", path=path)


def read_sources(sources: Sequence[Source]) -> Iterator[dict[str, Any] | ConflictNLPError]:
    """The records of the files, one by one; in the place of what cannot be read as one, the error.

    A line without an id has its number for one, after the name of its file where there are several files.
    """
    for source in sources:
        prefix = f"{source.id}:" if len(sources) > 1 else ""
        try:
            if source.path is None:
                yield from _read_jsonl(sys.stdin.buffer, source.name, prefix)
            elif source.path.suffix.lower() == ".jsonl":
                with source.path.open("rb") as file:
                    yield from _read_jsonl(file, source.name, prefix)
            else:
                yield {"id": source.id, "text": _decode(source.path.read_bytes(), path=source.name, document=source.id)}
        except ConflictNLPError as error:
            error.record = {"id": source.id, "path": source.name}
            yield error
        except OSError as error:
            failed = ConflictNLPError("CN028", path=source.name, reason=error.strerror or error)
            failed.record = {"id": source.id, "path": source.name}
            yield failed


def _read_jsonl(file: BinaryIO, name: str, prefix: str) -> Iterator[dict[str, Any] | ConflictNLPError]:
    for number, line in enumerate(file, 1):
        if not line.removeprefix(BOM_UTF8).strip():
            continue
        try:
            yield _parse(line, name, number, prefix)
        except ConflictNLPError as error:
            error.record = line.decode(errors="backslashreplace").rstrip("\r\n")
            yield error


def _parse(line: bytes, name: str, number: int, prefix: str) -> dict[str, Any]:
    where = f"{name}:{number}"
    text = _decode(line, path=f"line {number} of {name}", document=where)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConflictNLPError("CN020", document=where, line=number, path=name, reason=error) from error
    if not isinstance(record, dict):
        raise ConflictNLPError("CN021", document=where, line=number, path=name, type=type(record).__name__)
    return record if record.get("id") is not None else {**record, "id": f"{prefix}{number}"}


def _decode(data: bytes, *, path: str, document: str) -> str:
    try:
        # A byte-order mark says how the file is encoded; it is no character of its text.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConflictNLPError("CN022", document=document, path=path, at=error.start, reason=error.reason) from error
