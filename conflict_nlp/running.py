"""Running a pipeline over documents so that one that fails costs no other, in this process or in several.

`Language.pipe` stops at the first failure, or drops what failed without a word, and waits for ever for a worker process that has
died. Here each document gives either a `Doc` or the error that names it, in the order of the documents.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.inputs import Document
from conflict_nlp.spans import write_document

# Batches that wait for each worker, so that none is ever idle.
_AHEAD = 2


def run(nlp: Language, documents: Iterable[Document], *, batch_size: int, n_process: int) -> Iterator[Doc | ConflictNLPError]:
    """What `nlp` makes of each document, in order and as needed: batches are read when their turn comes."""
    remaining = iter(documents)
    batches = iter(lambda: list(islice(remaining, batch_size)), [])
    if n_process == 1:
        for batch in batches:
            yield from process(nlp, batch)
        return
    for result in _run_in_workers(nlp, batches, n_process):
        yield Doc(nlp.vocab).from_bytes(result) if isinstance(result, bytes) else result


def process(nlp: Language, documents: list[Document]) -> list[Doc | ConflictNLPError]:
    """What `nlp` makes of a batch; after a failure the documents are taken one by one, to see whose it was."""
    try:
        return list(nlp.pipe([make_doc(nlp, document) for document in documents]))
    except Exception as error:
        if len(documents) == 1:
            return [_failure(documents[0], error)]
    return [result for document in documents for result in process(nlp, [document])]


def make_doc(nlp: Language, document: Document) -> Doc:
    """The tokenised document, with what it is told about itself."""
    if len(document.text) > nlp.max_length:
        raise ConflictNLPError("CN007", document=document.id, length=len(document.text), limit=nlp.max_length)
    doc = nlp.make_doc(document.text)
    write_document(doc, id=document.id, date=document.date, outlet=document.outlet, url=document.url)
    return doc


def _failure(document: Document, error: Exception) -> ConflictNLPError:
    if isinstance(error, ConflictNLPError):
        return ConflictNLPError(error.code, document=document.id, **error.values)
    return ConflictNLPError("CN009", document=document.id, reason=f"{type(error).__name__}: {error}")


def _run_in_workers(nlp: Language, batches: Iterator[list[Document]], n_process: int) -> Iterator[bytes | ConflictNLPError]:
    unfinished = True
    while unfinished:
        waiting: deque[list[Document]] = deque()
        futures: deque[Future[list[bytes | ConflictNLPError]]] = deque()
        with ProcessPoolExecutor(n_process, initializer=_start_worker, initargs=(nlp,)) as pool:
            try:
                for batch in batches:
                    waiting.append(batch)
                    futures.append(pool.submit(_work, batch))
                    if len(waiting) > _AHEAD * n_process:
                        yield from futures[0].result()
                        waiting.popleft(), futures.popleft()
                while waiting:
                    yield from futures[0].result()
                    waiting.popleft(), futures.popleft()
                unfinished = False
            except BrokenProcessPool:
                # Which document it was cannot be told: all that were on their way are lost, and new workers take the rest.
                yield from (ConflictNLPError("CN010", document=document.id) for batch in waiting for document in batch)
            finally:
                for future in futures:
                    future.cancel()


_nlp: Language  # the pipeline of this worker process


def _start_worker(nlp: Language) -> None:
    global _nlp
    _nlp = nlp


def _work(documents: list[Document]) -> list[bytes | ConflictNLPError]:
    return [result.to_bytes() if isinstance(result, Doc) else result for result in process(_nlp, documents)]
