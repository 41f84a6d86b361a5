"""What every format has in common."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from functools import cached_property
from importlib import import_module
from typing import Any, BinaryIO, ClassVar

from spacy.tokens import Doc

from conflict_nlp.errors import ConflictNLPError


class Exporter(ABC):
    """Writes documents one by one into an open binary file; `close` ends what was begun, and leaves the file open."""

    needs_file: ClassVar[bool] = False
    # What the format needs beside the library's own dependencies: module -> what to install for it.
    packages: ClassVar[dict[str, str]] = {}

    @classmethod
    def check(cls) -> None:
        """Raise a coded error where a package that the format needs is missing."""
        for module, install in cls.packages.items():
            require(module, feature=cls.__name__, install=install)

    @abstractmethod
    def __init__(self, file: BinaryIO) -> None: ...

    @cached_property
    def losses(self) -> Counter[str]:
        """What was found and the format has no place for, counted, as far as it is known when the file is written."""
        return Counter()

    @abstractmethod
    def write(self, doc: Doc) -> None:
        """Write the results of one document."""

    def close(self) -> None:  # noqa: B027 - most formats need no end
        """Write what ends the file."""


def json_line(value: object) -> bytes:
    """`value` as a line of JSON, in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def require(module: str, *, feature: str, install: str) -> Any:
    """The module that `feature` needs, or an error that says what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ConflictNLPError("CN034", feature=feature, package=module, install=install) from error
