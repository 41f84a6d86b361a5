"""The files that a command writes: under their own names only when they are complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from conflict_nlp.errors import ConflictNLPError


def is_regular(path: Path) -> bool:
    """Whether `path` is a file, or could be one; a device or a pipe is written straight, never replaced."""
    return path.is_file() or not path.exists()


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write into (standard output for `None`)."""
    if path is None:
        yield sys.stdout.buffer
        return
    path = path.resolve()
    target = path.with_name(f".{path.name}.{os.getpid()}.part") if is_regular(path) else path
    with writable(path):
        file = target.open("wb")
    try:
        with file:
            yield file
        if target != path:
            os.replace(target, path)
    finally:
        if target != path:
            with suppress(FileNotFoundError):
                target.unlink()


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Around what opens `path` or a file beside it that will replace it: a coded error where it cannot be written."""
    with writing(path):
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "permission denied")
        yield


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around what writes `path`: a coded error where that fails."""
    try:
        yield
    except OSError as error:
        raise ConflictNLPError("CN027", path=path, reason=error.strerror or error) from error
