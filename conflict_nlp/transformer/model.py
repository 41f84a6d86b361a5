"""`conflict_nlp.TransformerModel.v1`: the model of spacy-transformers' `transformer` component, with three differences.

Its tokenizer gets words as the encoder was trained on them (`words.py`), not the text, and each piece keeps to the tokens whose characters
it covers; weights are stored as safetensors in half precision or in eight bits; and the layers can learn at rates of their own.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy
import srsly
import torch
from safetensors.torch import load, save
from spacy.tokens import Doc, Span
from spacy.util import is_package, load_model
from spacy_transformers.data_classes import FullTransformerBatch, HFObjects, WordpieceBatch
from spacy_transformers.layers.hf_shim import HFShim
from spacy_transformers.layers.transformer_model import TransformerModel
from spacy_transformers.util import make_tempdir
from thinc.api import NumpyOps, Optimizer, get_torch_default_device, torch2xp, xp2torch
from thinc.types import Ragged
from transformers import AutoConfig, AutoModel, AutoTokenizer

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ner.architecture import one_thread_in_workers
from conflict_nlp.transformer.words import SEGMENTATIONS, words_of

Spans = Callable[[Sequence[Doc]], list[list[Span]]]
# No encoder that is offered here reads more at once.
LONGEST = 512
# How weights are stored. A matrix in int8 has one scale for each row.
STORED = ("float16", "int8")
_SCALE = ".scale"
_LAYER = re.compile(r"(?:^|\.)layers?\.(\d+)\.")


class Shim(HFShim):  # type: ignore[misc]
    """Small weights on disk, and rates of learning by layer."""

    stored = "float16"
    rate = 1.0
    layer_decay = 1.0

    def to_bytes(self) -> bytes:
        """The configuration, the tokenizer's files and the weights; before there are weights, what to load."""
        if self._hfmodel.transformer is None:
            return bytes(super().to_bytes())
        with make_tempdir() as folder:
            self._hfmodel.tokenizer.save_pretrained(str(folder))
            files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        config = self._hfmodel.transformer.config.to_dict()
        config.pop("_name_or_path", None)  # a folder of the machine that trained
        weights = {name: value.detach().cpu() for name, value in self._model.state_dict().items()}
        content = save(packed(weights) if self.stored == "int8" else {name: value.half().contiguous() for name, value in weights.items()})
        return bytes(srsly.msgpack_dumps({"config": config, "tokenizer": files, "weights": content}))

    def from_bytes(self, bytes_data: bytes) -> Shim:
        """Load what `to_bytes` gave."""
        stored = srsly.msgpack_loads(bytes_data)
        if "weights" not in stored:
            super().from_bytes(bytes_data)
            return self
        with make_tempdir() as folder:
            srsly.write_json(folder / "config.json", stored["config"])
            for name, content in stored["tokenizer"].items():
                (folder / name).write_bytes(content)
            config = AutoConfig.from_pretrained(str(folder))
            tokenizer = AutoTokenizer.from_pretrained(str(folder))
        transformer = AutoModel.from_config(config)
        transformer.load_state_dict(unpacked(load(stored["weights"])))
        self._hfmodel = HFObjects(tokenizer, transformer.to(get_torch_default_device()), None)
        self._model = transformer
        return self

    def finish_update(self, optimizer: Optimizer) -> None:
        """One step; a layer learns slower by `layer_decay` than the one above it, and all slower by `rate` than other components."""
        weights = dict(self._model.named_parameters())
        for name, depth in depths(list(weights)).items():
            weight = weights[name]
            if weight.grad is None:
                continue
            if not self._grad_scaler.found_inf:
                scale = self.rate * self.layer_decay**depth
                arrays: Any = (torch2xp(weight.data), torch2xp(weight.grad))
                value, _ = optimizer((self.id, name), *arrays, lr_scale=scale)
                # As it stands in Thinc, with `weight.data = xp2torch(value)`, the memory of each step is never given back.
                new = torch.from_numpy(value) if isinstance(value, numpy.ndarray) else xp2torch(value)
                weight.data.copy_(new)
            weight.grad = None
        self._grad_scaler.update()


def packed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices as int8, each row divided by a scale that is kept beside them; all else in half precision."""
    result: dict[str, torch.Tensor] = {}
    for name, value in weights.items():
        if value.ndim == 2:
            scale = (value.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
            result[name] = (value / scale).round().to(torch.int8).contiguous()
            result[name + _SCALE] = scale
        else:
            result[name] = value.half().contiguous()
    return result


def unpacked(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights that were stored, in single precision."""
    return {
        name: value.float() * weights[name + _SCALE] if value.dtype == torch.int8 else value.float()
        for name, value in weights.items()
        if not name.endswith(_SCALE)
    }


def depths(names: Sequence[str]) -> dict[str, int]:
    """How far below the top each weight stands: 0 above the layers, 1 in the last layer, most for the embeddings."""
    layers = {name: int(found[1]) for name in names if (found := _LAYER.search(name))}
    count = 1 + max(layers.values(), default=-1)
    return {name: count - layers[name] if name in layers else (count + 1) * ("embedding" in name) for name in names}


class WordTransformer(TransformerModel):  # type: ignore[misc]
    """Docs -> `FullTransformerBatch`."""

    def __init__(self, name: str, get_spans: Spans, segmentation: str, piece_dropout: float, shim: Shim) -> None:
        super().__init__(name, get_spans)
        self._func = _forward
        self.init = _initialize
        self.layers[0]._shims = [shim]
        self.attrs.update(segmentation=segmentation, piece_dropout=piece_dropout, replace_listener_cfg=_refuse)

    def copy(self) -> WordTransformer:
        """A copy with weights of its own."""
        shim = copy.deepcopy(self.layers[0].shims[0])
        attrs = self.attrs
        copied = WordTransformer(attrs["name"], attrs["get_spans"], attrs["segmentation"], attrs["piece_dropout"], shim)
        copied.attrs["has_transformer"] = attrs["has_transformer"]
        if self.has_dim("nO"):
            copied.set_dim("nO", self.get_dim("nO"))
        return copied


def _refuse(*arguments: Any) -> Any:
    """spacy-transformers' copy of a transformer inside another component gets its words otherwise."""
    raise ConflictNLPError("CN049")


def make_model(
    name: str,
    get_spans: Spans,
    segmentation: str,
    tokenizer_config: dict[str, Any],
    transformer_config: dict[str, Any],
    mixed_precision: bool,
    grad_scaler_config: dict[str, Any],
    piece_dropout: float,
    rate: float,
    layer_decay: float,
    stored: str,
) -> WordTransformer:
    """What `conflict_nlp.TransformerModel.v1` makes."""
    if stored not in STORED:
        raise ConflictNLPError("CN051", name=stored, known=", ".join(STORED))
    if segmentation not in SEGMENTATIONS:
        raise ConflictNLPError("CN046", name=segmentation, known=", ".join(SEGMENTATIONS))
    objects = HFObjects(None, None, None, dict(tokenizer_config), dict(transformer_config))
    shim = Shim(objects, mixed_precision=mixed_precision, grad_scaler_config=dict(grad_scaler_config))
    shim.rate, shim.layer_decay, shim.stored = rate, layer_decay, stored
    return WordTransformer(name, get_spans, segmentation, piece_dropout, shim)


def _initialize(model: WordTransformer, X: Any = None, Y: Any = None) -> None:
    if not model.attrs["has_transformer"]:
        name = model.attrs["name"]
        objects = load_objects(name, model._init_tokenizer_config, model._init_transformer_config)
        if not objects.tokenizer.is_fast or (model.attrs["piece_dropout"] and objects.tokenizer.mask_token_id is None):
            raise ConflictNLPError("CN048", name=name)
        model.attrs["set_transformer"](model, objects)
        # With the weights it has no more use, and it may be a folder of the machine that trained.
        model.attrs["name"] = ""


def load_objects(name: str, tokenizer_config: dict[str, Any], transformer_config: dict[str, Any]) -> HFObjects:
    """The tokenizer and the transformer of a folder, of an installed pipeline with a `transformer`, or of a hub. Raises ConflictNLPError
    where none has it."""
    if is_package(name):
        try:
            pipe: Any = load_model(name, enable=["transformer"]).get_pipe("transformer")
            stored = pipe.model.layers[0].shims[0]._hfmodel
        except (AttributeError, KeyError, OSError, TypeError) as error:  # whatever else that package is
            raise ConflictNLPError("CN045", name=name, reason="that package has no transformer of spacy-transformers") from error
        settings = {**stored.transformer.config.to_dict(), **transformer_config, "return_dict": True}
        transformer = AutoModel.from_config(AutoConfig.for_model(**settings))
        transformer.load_state_dict(stored.transformer.state_dict())
        return HFObjects(stored.tokenizer, transformer.to(get_torch_default_device()), None)
    try:
        return _from_pretrained(name, tokenizer_config, transformer_config, local_files_only=True)
    except (OSError, ValueError):
        pass  # neither a folder nor in the hub's cache
    # The hub's client reports each of its attempts.
    log = logging.getLogger("huggingface_hub")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        return _from_pretrained(name, tokenizer_config, transformer_config, local_files_only=False)
    except (OSError, ValueError) as error:
        raise ConflictNLPError("CN045", name=name, reason=str(error).split("\n")[0]) from error
    finally:
        log.setLevel(level)


def _from_pretrained(name: str, tokenizer_config: dict[str, Any], transformer_config: dict[str, Any], **where: bool) -> HFObjects:
    tokenizer = AutoTokenizer.from_pretrained(name, **{"use_fast": True, **tokenizer_config, **where})
    config = AutoConfig.from_pretrained(name, **{**transformer_config, "return_dict": True, **where})
    # Files of other formats can run code when they are read.
    transformer = AutoModel.from_pretrained(name, config=config, use_safetensors=True, **where)
    return HFObjects(tokenizer, transformer.to(get_torch_default_device()), None)


def _forward(model: WordTransformer, docs: list[Doc], is_train: bool) -> tuple[FullTransformerBatch, Callable[[Any], list[Doc]]]:
    one_thread_in_workers()
    nested = model.attrs["get_spans"](docs)
    wordpieces, align = pieces_of(
        [span for spans in nested for span in spans],
        model.tokenizer,
        model.attrs["segmentation"],
        longest=getattr(model.transformer.config, "max_position_embeddings", LONGEST),
    )
    if is_train and model.attrs["piece_dropout"]:
        _drop(wordpieces.input_ids, model.tokenizer, model.attrs["piece_dropout"])
    output, backprop = model.layers[0](wordpieces, is_train)

    def backpropagate(gradient: FullTransformerBatch) -> list[Doc]:
        backprop(gradient.model_output)
        return docs

    return FullTransformerBatch(spans=nested, wordpieces=wordpieces, model_output=output, align=align), backpropagate


def pieces_of(spans: Sequence[Span], tokenizer: Any, segmentation: str, *, longest: int = LONGEST) -> tuple[WordpieceBatch, Ragged]:
    """The pieces of each span, padded, and for each token of all spans the places of its pieces in that table, row by row. White space
    has none, and neither has what a span holds beyond the encoder's longest sequence."""
    words = [words_of(span, segmentation) for span in spans]
    encoded = tokenizer(
        [[word.text for word in line] for line in words],
        is_split_into_words=True,
        return_offsets_mapping=True,
        return_tensors="np",
        padding="longest",
        truncation=True,
        max_length=min(tokenizer.model_max_length, longest, LONGEST),
    )
    width = encoded["input_ids"].shape[1]
    places: list[int] = []
    counts: list[int] = []
    for row, (span, line) in enumerate(zip(spans, words, strict=True)):
        of_token: list[list[int]] = [[] for _ in range(len(span))]
        offsets = encoded["offset_mapping"][row].tolist()
        for column, number in enumerate(encoded.word_ids(row)):
            if number is not None:
                start, end = offsets[column]
                covered = line[number].tokens[start:end] or line[number].tokens[-1:]
                for token in dict.fromkeys(covered):
                    of_token[token].append(row * width + column)
        counts += map(len, of_token)
        places += [place for pieces in of_token for place in pieces]
    ids = NumpyOps().asarray(encoded["input_ids"], dtype=encoded["input_ids"].dtype)
    kinds = encoded.get("token_type_ids")
    mask = encoded["attention_mask"]
    pieces = WordpieceBatch(
        strings=[tokenizer.convert_ids_to_tokens(line) for line in ids.tolist()],
        input_ids=ids,
        attention_mask=NumpyOps().asarray2f(mask),
        lengths=mask.sum(1).tolist(),
        token_type_ids=kinds,
    )
    table: Any = (numpy.array(places, dtype="int32"), numpy.array(counts, dtype="int32"))
    return pieces, Ragged(*table)


def _drop(ids: Any, tokenizer: Any, rate: float) -> None:
    """Put gaps in place of some pieces, so that the network does not come to know names by heart."""
    dropped = numpy.random.random(ids.shape) < rate
    dropped &= ~numpy.isin(ids, tokenizer.all_special_ids)
    ids[dropped] = tokenizer.mask_token_id
