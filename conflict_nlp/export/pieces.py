"""Formats whose files are made of pieces, one for each document."""

from __future__ import annotations

from abc import abstractmethod
from typing import BinaryIO, ClassVar

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter


class PieceExporter(Exporter):
    """Each piece depends on its document alone, so worker processes make them, and a run that was cut off can go on after the last one."""

    # Whether the file is its head and the pieces as they are; else `put` makes something else of them, and each is a line.
    in_place: ClassVar[bool] = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._file.write(self.head())

    @classmethod
    def head(cls) -> bytes:
        """What the file begins with."""
        return b""

    @staticmethod
    @abstractmethod
    def render(doc: Doc) -> bytes:
        """The piece of a document."""

    def put(self, piece: bytes) -> None:
        """Write a piece."""
        self._file.write(piece)

    def write(self, doc: Doc) -> None:
        self.put(self.render(doc))
