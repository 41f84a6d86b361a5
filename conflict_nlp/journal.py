"""Output that survives the end of its process at any moment.

Beside `OUT` lie `OUT.part`, to which batch after batch is appended, and `OUT.progress`, which says every second how many items were
done and how long the files were then. A run that goes on cuts the files to those lengths and passes over those items: nothing is lost
and nothing is there twice. The record is written and renamed only after the files are on disk.
"""

from __future__ import annotations

import json
import os
import stat
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.pieces import PieceExporter
from conflict_nlp.inputs import Document, Item
from conflict_nlp.output import is_regular, open_output, writable, writing

_SAVE_EVERY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a run has come: items done (and a digest of them), how many of them failed, and the lengths of its two files in bytes.
    `run` is a digest of what the run does."""

    run: str
    items: int = 0
    digest: str = ""
    failed: int = 0
    length: int = 0
    failed_length: int = 0
    finished: bool = False


def own_files(path: Path) -> list[Path]:
    """The output and the files beside it that a run writes."""
    return [path, *(path.with_name(f"{path.name}{suffix}") for suffix in (".part", ".progress", ".progress.new"))]


def completed(path: Path, run: str) -> Mark | None:
    """The mark of a run that put its output under its name and ended before it took its record away, as is done now; None for others."""
    _, part, record, _ = own_files(path)
    mark = _read(path, record, run)
    if mark is None or not mark.finished or part.exists() or not path.exists():
        return None
    record.unlink()
    return mark


class Journal:
    """The output of one run; used in a `with` statement. `mark` says how far it has come."""

    def __init__(self, path: Path, failed: Path | None, exporter: type[PieceExporter], *, run: str, resume: bool) -> None:
        self._path = path
        self._exporter = exporter
        _, self._part, self._record, self._new_record = own_files(path)
        self._digest = blake2b(digest_size=16)
        with ExitStack() as files:
            with writable(path):
                self._file = files.enter_context(_open(self._part))
            _lock(self._file, path)
            self.mark = (_read(path, self._record, run) if resume else None) or Mark(run)
            self._resumed = self.mark.items > 0
            if not self._resumed:
                self._record.unlink(missing_ok=True)
            _cut(self._file, self._part, self.mark.length)
            self._failed: BinaryIO | None = None
            if failed is not None:
                with writable(failed):
                    self._failed = files.enter_context(_open(failed))
                if is_regular(failed):
                    _lock(self._failed, failed)
                    _cut(self._failed, failed, self.mark.failed_length)
            if not self._resumed and exporter.in_place:
                self._file.write(exporter.head())
            self._files = files.pop_all()
        self._saved_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._files.close()
        except OSError:
            if kind is None:  # else the disk is full, say, and `error` tells it already
                raise
        if kind is not None and not self.kept:
            self._part.unlink(missing_ok=True)

    @property
    def kept(self) -> bool:
        """Whether a later run can go on from here."""
        return self._record.exists()

    def passes_over(self, item: Item) -> None:
        """Count an item that was done before."""
        self._digest.update(_identity(item))

    def check(self) -> None:
        """Raise a coded error where the items that were passed over are not those that were done."""
        if self._resumed and self._digest.hexdigest() != self.mark.digest:
            raise ConflictNLPError("CN082", path=self._path, what="the documents that were done")

    def put(self, piece: bytes) -> None:
        """Append the piece of a document."""
        with writing(self._path):
            self._file.write(piece)

    def fail(self, line: bytes) -> None:
        """Append the line of a document that failed."""
        self.mark = replace(self.mark, failed=self.mark.failed + 1)
        if self._failed is not None:
            with writing(self._path):
                self._failed.write(line)

    def done(self, batch: list[Item]) -> None:
        """A batch is written; from time to time that is put on record."""
        for item in batch:
            self._digest.update(_identity(item))
        self.mark = replace(self.mark, items=self.mark.items + len(batch), digest=self._digest.hexdigest())
        if time.monotonic() - self._saved_at >= _SAVE_EVERY:
            self._save()

    def finish(self) -> None:
        """Put the output under its name."""
        self.mark = replace(self.mark, finished=True)
        self._save()
        if self._exporter.in_place:
            with writing(self._path):
                os.replace(self._part, self._path)
        else:
            with writing(self._path), open_output(self._path) as file, self._part.open("rb") as pieces:
                exporter = self._exporter(file)
                for piece in pieces:
                    exporter.put(piece)
                exporter.close()
            self._part.unlink()
        self._record.unlink()

    def _save(self) -> None:
        with writing(self._path):
            failed_length = _to_disk(self._failed) if self._failed is not None else 0
            self.mark = replace(self.mark, length=_to_disk(self._file), failed_length=failed_length)
            with self._new_record.open("wb") as file:
                file.write(json.dumps(asdict(self.mark)).encode())
                _to_disk(file)
            os.replace(self._new_record, self._record)
        self._saved_at = time.monotonic()


def _read(path: Path, record: Path, run: str) -> Mark | None:
    try:
        mark = Mark(**json.loads(record.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise ConflictNLPError("CN083", path=record, reason=error) from error
    if mark.run != run:
        raise ConflictNLPError("CN082", path=path, what="the inputs, the options or the pipeline")
    return mark if mark.items else None


def _open(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")


def _lock(file: BinaryIO, path: Path) -> None:
    """Two runs must not write into the same file."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConflictNLPError("CN081", path=path) from error


def _cut(file: BinaryIO, path: Path, length: int) -> None:
    if os.fstat(file.fileno()).st_size < length:
        raise ConflictNLPError("CN083", path=path, reason=f"it is shorter than the {length} bytes on record")
    file.truncate(length)
    file.seek(length)


def _to_disk(file: BinaryIO) -> int:
    """Returns the length of the file; a device has none."""
    file.flush()
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return 0
    os.fsync(file.fileno())
    return file.tell()


def _identity(item: Item) -> bytes:
    if isinstance(item, Document):
        return repr((item.id, item.text, item.date, item.outlet, item.url)).encode("utf-8", "backslashreplace")
    return repr((item.code, item.document)).encode("utf-8", "backslashreplace")
