"""The networks of the recogniser as Thinc models from batches of sentences to scores of tags: `conflict_nlp.BiLSTMTagger.v1` reads words,
`conflict_nlp.TransformerTagger.v1` the states of a transformer, `conflict_nlp.AveragedTaggers.v1` gives the mean of several."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import parent_process
from typing import Any

from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import ArgsKwargs, Model, PyTorchWrapper_v3, xp2torch

from conflict_nlp.ner.features import Batch
from conflict_nlp.ner.tags import Floats

# Scores of tags (sentences, tokens, tags) and of steps between tags (tags + 2, tags).
Scores = tuple[Floats, Floats]
TaggerModel = Model[Batch, Scores]


@registry.architectures("conflict_nlp.BiLSTMTagger.v1")  # type: ignore[untyped-decorator]
def build_bilstm_tagger(hidden: int = 256, upper: int = 128, dropout: float = 0.5) -> TaggerModel:
    """Word vectors and characters under two bidirectional LSTMs; `set_tags` gives the model its weights.

    hidden: units of each direction of the lower LSTM, the one that `scripts/pretrain_encoder.py` trains.
    upper: units of each direction of the upper LSTM.
    dropout: rate before the last layer; between the layers 0.6 of it.
    """
    return Model("bilstm_tagger", _forward, attrs={"hidden": hidden, "upper": upper, "dropout": dropout})


@registry.architectures("conflict_nlp.TransformerTagger.v1")  # type: ignore[untyped-decorator]
def build_transformer_tagger(tok2vec: Model[list[Doc], list[Floats]], upper: int = 0, dropout: float = 0.2) -> TaggerModel:
    """One layer over the states of `tok2vec` (a `spacy-transformers.TransformerListener.v1`, or any other) and the hints of word lists.

    upper: units of each direction of an LSTM below the last layer; none with 0.
    """
    model: TaggerModel = Model("transformer_tagger", _forward, attrs={"upper": upper, "dropout": dropout}, layers=[tok2vec])
    model.set_ref("tok2vec", tok2vec)
    return model


@registry.architectures("conflict_nlp.AveragedTaggers.v1")  # type: ignore[untyped-decorator]
def build_averaged_taggers(*taggers: TaggerModel) -> TaggerModel:
    """The mean of the scores of networks, which err differently.

    taggers: `conflict_nlp.BiLSTMTagger.v1` on the same word vectors, `conflict_nlp.TransformerTagger.v1` on the same transformer. Trained
    apart and joined by `scripts/combine.py` they learn more than together: one that is right already leaves the others nothing to learn.
    """
    model: TaggerModel = Model("averaged_taggers", _forward_mean, layers=list(taggers))
    for tagger in taggers:
        if (tok2vec := tok2vec_of(tagger)) is not None:
            model.set_ref("tok2vec", tok2vec)
    return model


def parts_of(model: TaggerModel) -> list[TaggerModel]:
    """The networks whose mean the model is; the model itself where it is one network."""
    return list(model.layers) if model.name == "averaged_taggers" else [model]


def word_taggers_of(model: TaggerModel) -> list[TaggerModel]:
    """The networks that read word vectors."""
    return [part for part in parts_of(model) if tok2vec_of(part) is None]


def tok2vec_of(model: TaggerModel) -> Model[list[Doc], list[Floats]] | None:
    """What computes the states of tokens; None for networks that read words alone."""
    return model.get_ref("tok2vec") if model.has_ref("tok2vec") else None


def set_tags(model: TaggerModel, tags: list[str], vector_width: int, state_width: int) -> None:
    """Give the model networks with fresh weights for these tags, on vectors of words and states of these widths."""
    # torch is loaded with the first pipeline that has a network, not with the library.
    from conflict_nlp.ner.network import StateTagger, Tagger

    for part in parts_of(model):
        upper, dropout = part.attrs["upper"], part.attrs["dropout"]
        tok2vec = tok2vec_of(part)
        if tok2vec is None:
            network = Tagger(tags, vector_width, part.attrs["hidden"], upper, dropout)
            part._layers = [PyTorchWrapper_v3(network, convert_inputs=_words_to_torch, convert_outputs=_from_torch)]
        else:
            head = StateTagger(tags, state_width, upper, dropout)
            part._layers = [tok2vec, PyTorchWrapper_v3(head, convert_inputs=_states_to_torch, convert_outputs=_from_torch)]


def network_of(model: TaggerModel) -> Any:
    """The PyTorch network of a `conflict_nlp.BiLSTMTagger.v1` or `conflict_nlp.TransformerTagger.v1` that has its tags."""
    return model.layers[-1].shims[0]._model


def one_thread_in_workers() -> None:
    """A forked worker would wait for ever for the threads that its parent had."""
    if parent_process() is not None:
        import torch

        torch.set_num_threads(1)


def _forward(model: TaggerModel, batch: Batch, is_train: bool) -> tuple[Scores, Callable[[Scores], Floats | None]]:
    """Scores, and a callback from their gradients to those of the states (None for words)."""
    one_thread_in_workers()
    scores: tuple[Scores, Callable[[Scores], Any]] = model.layers[-1](batch, is_train)
    return scores


def _forward_mean(model: TaggerModel, batch: Batch, is_train: bool) -> tuple[Scores, Callable[[Scores], Floats | None]]:
    scores, backprops = zip(*(part(batch, is_train) for part in model.layers), strict=True)
    count = len(scores)

    def backprop(gradients: Scores) -> Floats | None:
        share = (gradients[0] / count, gradients[1] / count)
        states = [found for part in backprops if (found := part(share)) is not None]
        return sum(states[1:], states[0]) if states else None

    emitted, steps = zip(*scores, strict=True)
    return (sum(emitted) / count, sum(steps) / count), backprop


def _words_to_torch(model: Any, batch: Batch, is_train: bool) -> tuple[ArgsKwargs, Callable[[Any], Floats | None]]:
    words = batch.words
    assert words is not None
    arrays = (words.vectors, words.characters, words.at, batch.lexical, batch.spaces, batch.lengths)
    # Vectors are not trained.
    return _moved(model, *arrays), lambda gradients: None


def _states_to_torch(model: Any, batch: Batch, is_train: bool) -> tuple[ArgsKwargs, Callable[[Any], Floats | None]]:
    inputs = _moved(model, batch.states, batch.lexical, batch.spaces, batch.lengths)
    inputs.args[0].requires_grad_(is_train)
    return inputs, lambda gradients: gradients.args[0].cpu().numpy()


def _moved(model: Any, *arrays: Any) -> ArgsKwargs:
    return ArgsKwargs(args=tuple(xp2torch(array, device=model.shims[0].device) for array in arrays), kwargs={})


def _from_torch(model: Any, results: tuple[Batch, tuple[Any, Any]], is_train: bool) -> tuple[Scores, Callable[[Scores], ArgsKwargs]]:
    """Scores as NumPy arrays, wherever the network runs: paths are sought on the CPU."""
    _, outputs = results
    scores: Any = tuple(output.detach().cpu().numpy() for output in outputs)

    def gradients(given: Any) -> ArgsKwargs:
        device = outputs[0].device
        return ArgsKwargs(args=(outputs,), kwargs={"grad_tensors": tuple(xp2torch(gradient, device=device) for gradient in given)})

    return scores, gradients
