"""Running a pipeline over documents so that one that fails costs no other, in this process or in several.

`Language.pipe` stops at the first failure, or drops what failed without a word, and waits for ever for a worker process that has
died. Here each document gives either a result or the error that names it, in the order of the documents.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.inputs import Document, Item
from conflict_nlp.spans import write_document

T = TypeVar("T")
# Batches that wait for each worker, so that none is ever idle.
_AHEAD = 2
# Memory zones between two clearings of the vocabulary.
_CLEAR_EVERY = 100


def run(nlp: Language, items: Iterable[Item], *, batch_size: int, n_process: int) -> Iterator[Doc | ConflictNLPError]:
    """What `nlp` makes of each item, in order and as needed: batches are read when their turn comes."""
    if n_process == 1:
        for batch in in_batches(items, batch_size):
            yield from _in_place(batch, process(nlp, _documents(batch), _unchanged))
        return
    for _, results in run_batches(nlp, in_batches(items, batch_size), to_bytes, n_process=n_process):
        for result in results:
            yield Doc(nlp.vocab).from_bytes(result) if isinstance(result, bytes) else result


def run_batches(
    nlp: Language, batches: Iterable[list[Item]], convert: Callable[[Doc], T], *, n_process: int
) -> Iterator[tuple[list[Item], list[T | ConflictNLPError]]]:
    """Each batch with what `convert` makes of its documents, where they were processed; a Doc does not outlive that call.

    Memory does not grow with the number of documents. `convert` gives plain values, and is a function of a module (workers get it
    pickled where processes are spawned).
    """
    if n_process > 1:
        yield from _run_in_workers(nlp, iter(batches), convert, n_process)
        return
    worker = _Worker(nlp, convert)
    for batch in batches:
        yield batch, _in_place(batch, worker(_documents(batch)))


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`."""
    remaining = iter(items)
    return iter(lambda: list(islice(remaining, size)), [])


def process(nlp: Language, documents: list[Document], convert: Callable[[Doc], T]) -> list[T | ConflictNLPError]:
    """What `convert` makes of each Doc of a batch; after a failure the documents are taken one by one, to see whose it was."""
    try:
        return [convert(doc) for doc in nlp.pipe([make_doc(nlp, document) for document in documents])]
    except Exception as error:
        if len(documents) == 1:
            return [failure_of(documents[0], error)]
    return [result for document in documents for result in process(nlp, [document], convert)]


def make_doc(nlp: Language, document: Document) -> Doc:
    """The tokenised document, with what it is told about itself."""
    if len(document.text) > nlp.max_length:
        raise ConflictNLPError("CN007", document=document.id, length=len(document.text), limit=nlp.max_length)
    doc = nlp.make_doc(document.text)
    write_document(doc, id=document.id, date=document.date, outlet=document.outlet, url=document.url)
    return doc


def to_bytes(doc: Doc) -> bytes:
    """A Doc to be sent to another process or kept beyond its memory zone."""
    return doc.to_bytes()


class Zones:
    """Memory zones of a pipeline, one after the other: the words that come into the vocabulary in one go with it."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._number = 0

    @contextmanager
    def enter(self) -> Iterator[None]:
        """A zone, which no Doc that was made in it may outlive."""
        with self._nlp.memory_zone():
            yield
        self._number += 1
        if self._number % _CLEAR_EVERY == 0:
            _clear_tables(self._nlp.vocab)


def _clear_tables(vocab: Any) -> None:  # spaCy's declaration of Vocab lacks attributes
    """Rebuild the hash tables of a vocabulary: a zone frees its strings, but their places in the tables are never given back."""
    getters = dict(vocab.lex_attr_getters)
    apart = ("vectors", "lookups")
    vocab.from_bytes(vocab.to_bytes(exclude=apart), exclude=apart)
    vocab.lex_attr_getters = getters  # reading wraps them once more


class _Worker(Generic[T]):
    """Processes batches, each in a memory zone."""

    def __init__(self, nlp: Language, convert: Callable[[Doc], T]) -> None:
        self._nlp = nlp
        self._convert = convert
        self._zones = Zones(nlp)

    def __call__(self, documents: list[Document]) -> list[T | ConflictNLPError]:
        with self._zones.enter():
            return process(self._nlp, documents, self._convert)


def _documents(batch: list[Item]) -> list[Document]:
    return [item for item in batch if isinstance(item, Document)]


def _in_place(batch: list[Item], results: Iterable[T | ConflictNLPError]) -> list[T | ConflictNLPError]:
    """`results` of the documents of a batch, with its errors where they stand; what fails now gets the record that it was."""
    remaining = iter(results)
    merged: list[T | ConflictNLPError] = []
    for item in batch:
        result = next(remaining) if isinstance(item, Document) else item
        if isinstance(result, ConflictNLPError) and isinstance(item, Document):
            result.record = item.record
        merged.append(result)
    return merged


def failure_of(document: Document, error: Exception) -> ConflictNLPError:
    if isinstance(error, ConflictNLPError):
        return ConflictNLPError(error.code, document=document.id, **error.values)
    return ConflictNLPError("CN009", document=document.id, reason=f"{type(error).__name__}: {error}")


def _run_in_workers(
    nlp: Language, batches: Iterator[list[Item]], convert: Callable[[Doc], T], n_process: int
) -> Iterator[tuple[list[Item], list[T | ConflictNLPError]]]:
    unfinished = True
    while unfinished:
        waiting: deque[list[Item]] = deque()
        futures: deque[Future[list[T | ConflictNLPError]]] = deque()
        with ProcessPoolExecutor(n_process, initializer=_start_worker, initargs=(nlp, convert)) as pool:
            try:
                for batch in batches:
                    waiting.append(batch)
                    futures.append(pool.submit(_work, _documents(batch)))
                    if len(waiting) > _AHEAD * n_process:
                        yield waiting[0], _in_place(waiting[0], futures[0].result())
                        waiting.popleft(), futures.popleft()
                while waiting:
                    yield waiting[0], _in_place(waiting[0], futures[0].result())
                    waiting.popleft(), futures.popleft()
                unfinished = False
            except BrokenProcessPool:
                # Which document it was cannot be told: all that were on their way are lost, and new workers take the rest.
                for batch in waiting:
                    yield batch, _in_place(batch, [ConflictNLPError("CN010", document=document.id) for document in _documents(batch)])
            finally:
                for future in futures:
                    future.cancel()


_worker: _Worker[Any]  # that of this worker process


def _start_worker(nlp: Language, convert: Callable[[Doc], Any]) -> None:
    global _worker
    _worker = _Worker(nlp, convert)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed leaves workers that wait for its next batch for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(documents: list[Document]) -> list[Any]:
    return _worker(documents)


def _unchanged(doc: Doc) -> Doc:
    return doc
