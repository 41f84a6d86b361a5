"""The `crf_ner` component: names by a trained network, decoded as the best path of a conditional random field."""

# No postponed annotations here: spaCy reads those of `initialize` to check a config's `[initialize.components]`.

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Config, Optimizer, to_numpy

from conflict_nlp.entities.layer import NER_KEY, OUTSIDE_KEY
from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ner.architecture import Scores, TaggerModel, network_of, parts_of, set_tags, tok2vec_of, word_taggers_of
from conflict_nlp.ner.features import Batch, Sentence, WordTable, batch_of, in_batches, known_words, sentences_of, states_of
from conflict_nlp.ner.tags import MARKED_LABELS, Entity, Floats, allowed_tags, best_paths, decode, encode, outside_probabilities, tags_for

DEFAULT_MODEL = Config().from_str(
    """
[model]
@architectures = "conflict_nlp.BiLSTMTagger.v1"
hidden = 256
upper = 128
dropout = 0.5
"""
)["model"]
# Padded tokens of one call of the network: more is no faster.
_PREDICT_TOKENS = 3000
_UPDATE_TOKENS = 1600


@registry.scorers("conflict_nlp.ner_scorer.v1")  # type: ignore[untyped-decorator]
def make_ner_scorer() -> Callable[..., dict[str, Any]]:
    """Strict precision, recall and F of the recogniser's entities, in all and by label."""
    return score_entities


def score_entities(examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
    """`ents_p`, `ents_r`, `ents_f`, `ents_per_type` of what the recogniser found, before `entity_layer` where there is one."""
    scored = []
    for example in examples:
        predicted = example.predicted.copy()
        if NER_KEY in predicted.spans:
            predicted.set_ents(list(predicted.spans[NER_KEY]))
        scored.append(Example(predicted, example.reference))
    return dict(get_ner_prf(scored))


@Language.factory(
    "crf_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": DEFAULT_MODEL, "scorer": {"@scorers": "conflict_nlp.ner_scorer.v1"}},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_crf_ner(nlp: Language, name: str, model: TaggerModel, scorer: Callable[..., dict[str, Any]] | None) -> "CRFNER":
    """Create the component. It reads word vectors from the vocabulary, or the states of a `transformer` where the model listens to one,
    sentences where they are set, and takes the entities that are there before it (`lexical_ner`) as hints; its own entities replace
    them."""
    return CRFNER(nlp.vocab, model, name, scorer=scorer)


class Found(NamedTuple):
    """The entities of a Doc as (first token, token behind the last, label), and the probability of each token to be in none."""

    entities: list[Entity]
    outside: Floats


class CRFNER(TrainablePipe):  # type: ignore[misc]
    """Writes `doc.ents` with the labels it was trained on, and `doc.user_data["ner_outside"]`, the probability of each token to be in none,
    which the `entity_layer` uses up."""

    def __init__(self, vocab: Vocab, model: TaggerModel, name: str = "crf_ner", *, scorer: Callable[..., Any] | None = None) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.scorer = scorer
        self.cfg: dict[str, Any] = {"labels": [], "vector_width": 0, "state_width": 0}
        self._tags: list[str] = []
        self._table = WordTable()
        self._average: Any = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of entities, in the order of their tags."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """What `spacy init labels` writes."""
        return list(self.cfg["labels"])

    # Training.

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
        encoder: Path | str | None = None,
    ) -> None:
        """Build the network for `labels` (by default those of the examples) and the widths of the vocabulary's vectors and of the
        transformer's states, as it reads them.

        encoder: weights that `scripts/pretrain_encoder.py` wrote for the lower layers. Raises ConflictNLPError where there are no
        vectors, or weights of another size.
        """
        if labels is None:
            labels = sorted({ent.label_ for example in get_examples() for ent in example.reference.ents})
        self.cfg.update(labels=list(labels), vector_width=0, state_width=0)
        if word_taggers_of(self.model):
            if not self.vocab.vectors.size:
                raise ConflictNLPError("CN040")
            self.cfg["vector_width"] = self.vocab.vectors.shape[1]
        tok2vec = tok2vec_of(self.model)
        if tok2vec is not None:
            sample = [Doc(self.vocab, words=["و"])]
            tok2vec.initialize(X=sample)
            self.cfg["state_width"] = tok2vec.predict(sample)[0].shape[1]
        self._build()
        if encoder is not None:
            self._load_encoder(Path(encoder))

    def _build(self) -> None:
        self._tags = tags_for(self.cfg["labels"])
        self._table = WordTable()
        self._average = None
        set_tags(self.model, self._tags, self.cfg["vector_width"], self.cfg["state_width"])

    def _load_encoder(self, path: Path) -> None:
        import torch

        try:
            weights = torch.load(path, map_location="cpu", weights_only=True)
            for part in word_taggers_of(self.model) or [self.model]:
                network_of(part).encoder.load_state_dict(weights)
        except Exception as error:  # whatever the file holds, the remedy is another file
            raise ConflictNLPError("CN041", path=path, reason=error) from error

    def join(self, trained: "Sequence[CRFNER]") -> None:
        """Take over the networks of trained components, for a `conflict_nlp.AveragedTaggers.v1` of as many (ValueError for another number).
        Raises ConflictNLPError where they have other labels than each other."""
        labels = trained[0].labels
        for other in trained:
            if other.labels != labels:
                raise ConflictNLPError("CN050", first=", ".join(labels), second=", ".join(other.labels))
        widths = {name: max(component.cfg[name] for component in trained) for name in ("vector_width", "state_width")}
        self.cfg.update(labels=list(labels), **widths)
        self._build()
        for part, component in zip(parts_of(self.model), trained, strict=True):
            part.from_bytes(component.model.to_bytes())

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch, in groups of sentences of similar length: with `sgd` one step for each group (one for all where there is a
        transformer), without it (as `nlp.update` calls it) their gradients add up until `finish_update`. The rate of dropout is the
        network's own."""
        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        docs = [example.predicted for example in examples]
        sentences = list(sentences_of(docs))
        if not sentences:
            return losses
        gold = [_gold(example) for example in examples]
        marked = [example.reference.user_data.get(MARKED_LABELS, self.labels) for example in examples]
        index = {tag: number for number, tag in enumerate(self._tags)}
        tok2vec = tok2vec_of(self.model)
        backprop_states: Any = None
        states: Any = None
        if tok2vec is not None:
            found_states, backprop_states = tok2vec.begin_update(docs)
            states = [to_numpy(part) for part in found_states]  # type: ignore[no-untyped-call]
        slopes = [numpy.zeros_like(part) for part in states or ()]
        groups = list(in_batches(sentences, _UPDATE_TOKENS))
        random.shuffle(groups)
        for group in groups:
            chosen = [sentences[i] for i in group]
            scores, backprop = self.model.begin_update(self._batch(chosen, states))
            paths = [encode(gold[sentence.doc], sentence.start, sentence.end, index) for sentence in chosen]
            allowed = [allowed_tags(path, self._tags, marked[sentence.doc]) for path, sentence in zip(paths, chosen, strict=True)]
            loss, gradients = _loss(scores, allowed)
            found: Any = backprop(gradients)
            losses[self.name] += loss
            if tok2vec is not None:
                for row, sentence in enumerate(chosen):
                    slopes[sentence.doc][sentence.start : sentence.end] = found[row, : len(sentence)]
            elif sgd is not None:
                self.finish_update(sgd)
        if tok2vec is not None:
            backprop_states([tok2vec.ops.asarray2f(part) for part in slopes])
            if sgd is not None:
                self.finish_update(sgd)
        return losses

    def _batch(self, sentences: list[Sentence], states: list[Any] | None) -> Batch:
        words = known_words(sentences, self._table, self.vocab.vectors) if word_taggers_of(self.model) else None
        return batch_of(sentences, words, None if states is None else states_of(sentences, states))

    def finish_update(self, sgd: Optimizer) -> None:
        """Step, and keep the average of the weights that `use_params` puts in place (Thinc's own leaves PyTorch's out). Only a single
        network on word vectors has one: one on a transformer goes with that transformer's last weights."""
        super().finish_update(sgd)
        if word_taggers_of(self.model) != [self.model]:
            return
        state = network_of(self.model).state_dict()
        if self._average is None:
            self._average = (0, {key: value.clone() for key, value in state.items()})
        steps, average = self._average
        rate = max(0.005, 20 / (steps + 21))
        for key, value in state.items():
            average[key].lerp_(value, rate)
        self._average = (steps + 1, average)

    def use_params(self, params: dict[Any, Any]) -> Iterator[None]:
        """Until the generator is run on, the network has the average of its weights over the last steps."""
        if self._average is None:
            yield
            return
        network = network_of(self.model)
        own = {key: value.clone() for key, value in network.state_dict().items()}
        network.load_state_dict(self._average[1])
        try:
            yield
        finally:
            network.load_state_dict(own)

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Not used: `update` computes losses sentence by sentence."""
        raise NotImplementedError

    # Prediction.

    def predict(self, docs: Iterable[Doc]) -> list[Found]:
        """What is found in each Doc."""
        docs = list(docs)
        found = [Found([], numpy.ones(len(doc), dtype="float32")) for doc in docs]
        sentences = list(sentences_of(docs))
        if not sentences:
            return found
        if not self._tags:
            raise ConflictNLPError("CN042", name=self.name)
        tok2vec = tok2vec_of(self.model)
        states = None if tok2vec is None else [to_numpy(part) for part in tok2vec.predict(docs)]  # type: ignore[no-untyped-call]
        for group in in_batches(sentences, _PREDICT_TOKENS):
            chosen = [sentences[i] for i in group]
            scores, steps = self.model.predict(self._batch(chosen, states))
            lengths = [len(sentence) for sentence in chosen]
            paths, outside = best_paths(scores, steps, lengths), outside_probabilities(scores, steps, lengths)
            for sentence, path, probabilities in zip(chosen, paths, outside, strict=True):
                entities, whole = found[sentence.doc]
                entities += decode(path, self._tags, sentence.start)
                whole[sentence.start : sentence.end] = probabilities
        return found

    def set_annotations(self, docs: Iterable[Doc], scores: list[Found]) -> None:
        """Write `doc.ents`, and for the `entity_layer` how sure it is of the rest."""
        for doc, (entities, outside) in zip(docs, scores, strict=True):
            doc.set_ents([Span(doc, start, end, label) for start, end, label in sorted(entities)])
            doc.user_data[OUTSIDE_KEY] = outside

    # Saving.

    def from_bytes(self, bytes_data: bytes, *, exclude: Sequence[str] = ()) -> "CRFNER":
        """Load what `to_bytes` gave."""
        super().from_bytes(bytes_data, exclude=[*exclude, "model"])
        if self.cfg["labels"]:
            self._build()
        super().from_bytes(bytes_data, exclude=exclude)
        return self

    def from_disk(self, path: Path | str, *, exclude: Sequence[str] = ()) -> "CRFNER":
        """Load what `to_disk` wrote."""
        super().from_disk(path, exclude=[*exclude, "model"])
        if self.cfg["labels"]:
            self._build()
        super().from_disk(path, exclude=exclude)
        return self


def _gold(example: Example) -> list[Entity]:
    """The entities of the reference in tokens of the prediction."""
    spans = example.get_aligned_spans_y2x(example.reference.ents)
    return [(span.start, span.end, span.label_) for span in spans]


def _loss(scores: Scores, allowed: list[NDArray[numpy.bool_]]) -> tuple[float, Scores]:
    """The summed loss of the sentences, and the gradients of its mean by token."""
    import torch

    from conflict_nlp.ner.network import negative_log_likelihood

    lengths = torch.tensor([len(tags) for tags in allowed])
    padded = torch.zeros(scores[0].shape, dtype=torch.bool)
    for row, tags in enumerate(allowed):
        padded[row, : len(tags)] = torch.from_numpy(tags)
    emitted, steps = (torch.from_numpy(numpy.array(part)).requires_grad_() for part in scores)
    loss = negative_log_likelihood(emitted, steps, padded, lengths).sum()
    (loss / lengths.sum()).backward()  # type: ignore[no-untyped-call]
    assert emitted.grad is not None
    assert steps.grad is not None
    return float(loss.detach()), (emitted.grad.numpy(), steps.grad.numpy())
