"""The tokenizer of Arabic news for spaCy: `conflict_nlp.ArabicTokenizer.v1`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.text.clitics import CliticModel, default_model
from conflict_nlp.text.scan import Scanner


@registry.tokenizers("conflict_nlp.ArabicTokenizer.v1")  # type: ignore[untyped-decorator]
def make_arabic_tokenizer() -> Callable[[Language], ArabicTokenizer]:
    """What a config's `[nlp.tokenizer]` block names; the clitic model is the package's own until another is loaded."""

    def create(nlp: Language) -> ArabicTokenizer:
        return ArabicTokenizer(nlp.vocab)

    return create


class ArabicTokenizer:
    """Splits proclitics, punctuation and digits from words; `token.norm_` holds the normalised spelling.

    The text of the Doc is always the text given. The clitic model is saved and loaded with the pipeline.
    """

    def __init__(self, vocab: Vocab, model: CliticModel | None = None) -> None:
        self.vocab = vocab
        self.model = model or default_model()
        self._scanner = Scanner(self.model)

    def __call__(self, text: str) -> Doc:
        """A Doc of the tokens of `text`."""
        if not isinstance(text, str):
            raise ConflictNLPError("CN001", type=type(text).__name__)
        words, spaces, norms = self._scanner.scan(text)
        try:
            doc = Doc(self.vocab, words=words, spaces=spaces)
        except UnicodeEncodeError:
            at = next(i for i, character in enumerate(text) if "\ud800" <= character <= "\udfff")
            raise ConflictNLPError("CN006", field="text", at=at) from None
        if words:
            add = self.vocab.strings.add
            values: Any = numpy.array([add(norm) for norm in norms], dtype="uint64").reshape(-1, 1)
            doc.from_array(["NORM"], values)
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterable[Doc]:
        """The Docs of `texts`, one by one."""
        for text in texts:
            yield self(text)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The clitic model as bytes."""
        data: bytes = srsly.msgpack_dumps(self.model.to_dict())
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ArabicTokenizer:
        """Takes the clitic model from what `to_bytes` gave."""
        return self._load(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the clitic model to the file `path`."""
        srsly.write_json(path, self.model.to_dict())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ArabicTokenizer:
        """Takes the clitic model from the file that `to_disk` wrote."""
        data: Any = srsly.read_json(path)
        return self._load(data)

    def _load(self, data: dict[str, Any]) -> ArabicTokenizer:
        self.model = CliticModel.from_dict(data)
        self._scanner = Scanner(self.model)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled without what it remembers of texts."""
        return (ArabicTokenizer, (self.vocab, self.model))
