"""`conflict_nlp.BiLSTMTagger.v1`: the network as a Thinc model from batches of sentences to scores of tags."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any

from spacy.util import registry
from thinc.api import ArgsKwargs, Model, PyTorchWrapper_v3, xp2torch

from conflict_nlp.ner.features import Batch
from conflict_nlp.ner.tags import Floats

if TYPE_CHECKING:
    from conflict_nlp.ner.network import Tagger

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


def set_tags(model: TaggerModel, tags: list[str], vector_width: int) -> None:
    """Give the model a network with fresh weights for these tags and vectors of this width."""
    # torch is loaded with the first pipeline that has a network, not with the library.
    from conflict_nlp.ner.network import Tagger

    network = Tagger(tags, vector_width, model.attrs["hidden"], model.attrs["upper"], model.attrs["dropout"])
    model._layers = [PyTorchWrapper_v3(network, convert_inputs=_to_torch, convert_outputs=_from_torch)]


def network_of(model: TaggerModel) -> Tagger:
    """The PyTorch network of a model that has its tags."""
    network: Tagger = model.layers[0].shims[0]._model
    return network


def _forward(model: TaggerModel, batch: Batch, is_train: bool) -> tuple[Scores, Callable[[Scores], Any]]:
    if parent_process() is not None:
        # A forked worker would wait for ever for the threads that its parent had.
        import torch

        torch.set_num_threads(1)
    scores: tuple[Scores, Callable[[Scores], Any]] = model.layers[0](batch, is_train)
    return scores


def _to_torch(model: Any, batch: Batch, is_train: bool) -> tuple[ArgsKwargs, Callable[[Any], None]]:
    arrays: tuple[Any, ...] = (batch.vectors, batch.characters, batch.words, batch.lexical, batch.spaces, batch.lengths)
    device = model.shims[0].device
    return ArgsKwargs(args=tuple(xp2torch(array, device=device) for array in arrays), kwargs={}), _no_gradient


def _no_gradient(gradient: Any) -> None:
    """Features are not trained."""


def _from_torch(model: Any, results: tuple[Batch, tuple[Any, Any]], is_train: bool) -> tuple[Scores, Callable[[Scores], ArgsKwargs]]:
    """Scores as NumPy arrays, wherever the network runs: paths are sought on the CPU."""
    _, outputs = results
    scores: Any = tuple(output.detach().cpu().numpy() for output in outputs)

    def gradients(given: Any) -> ArgsKwargs:
        device = outputs[0].device
        return ArgsKwargs(args=(outputs,), kwargs={"grad_tensors": tuple(xp2torch(gradient, device=device) for gradient in given)})

    return scores, gradients
