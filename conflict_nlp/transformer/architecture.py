"""What configurations name: `conflict_nlp.TransformerModel.v1`. It is imported with each pipeline, so it imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import Model

from conflict_nlp.errors import ConflictNLPError


@registry.architectures("conflict_nlp.TransformerModel.v1")  # type: ignore[untyped-decorator]
def build_transformer_model(
    name: str,
    get_spans: Callable[[Sequence[Doc]], list[list[Span]]],
    segmentation: str = "none",
    tokenizer_config: dict[str, Any] = {},  # noqa: B006 - as spacy-transformers has them; they are copied
    transformer_config: dict[str, Any] = {},  # noqa: B006
    mixed_precision: bool = False,
    grad_scaler_config: dict[str, Any] = {},  # noqa: B006
    piece_dropout: float = 0.0,
    rate: float = 1.0,
    layer_decay: float = 1.0,
    stored: str = "float16",
) -> Model[list[Doc], Any]:
    """The model for the component `transformer`; arguments as `spacy-transformers.TransformerModel.v3` has them, and:

    name: a folder (config.json, model.safetensors, tokenizer.json), an installed pipeline that has a `transformer`, or a hub's name.
    segmentation: how the encoder's training text was cut into words: "own", "arabert" or "none" (`conflict_nlp.transformer.words`).
    piece_dropout: share of the pieces that are hidden in training.
    rate, layer_decay: the optimizer's rate times `rate`, and times `layer_decay` once more for each layer below the top.
    stored: how the weights are written: "float16", or "int8" with one scale for each row of a matrix, half as large. They compute in
        single precision either way.

    Raises ConflictNLPError where spacy-transformers is not installed; when weights are loaded, where nothing has them.
    """
    try:
        from conflict_nlp.transformer.model import make_model
    except ModuleNotFoundError as error:
        raise ConflictNLPError(
            "CN034", feature="conflict_nlp.TransformerModel.v1", package=error.name, install="conflict-nlp[transformers]"
        ) from error
    model: Model[list[Doc], Any] = make_model(
        name,
        get_spans,
        segmentation,
        tokenizer_config,
        transformer_config,
        mixed_precision,
        grad_scaler_config,
        piece_dropout,
        rate,
        layer_decay,
        stored,
    )
    return model
