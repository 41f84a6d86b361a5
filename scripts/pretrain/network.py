"""The encoder in PyTorch, with the weights and names of `transformers`' ModernBERT, and what trains it: a generator and a detector.

ModernBERT (Warner et al. 2024, arXiv 2412.13663) has rotary positions, gated linear units, norms before the layers and no biases; here
each layer attends to the whole sequence. It is written out so that one file trains on any version of PyTorch, without padding.
Replaced-token detection: ELECTRA (Clark et al. 2020), with the embeddings of DeBERTaV3 (He et al. 2021): the detector's are the
generator's, through which no gradient of the detector flows, and a difference of its own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

ROTARY_BASE = 10_000.0


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder; `inner` is the width within the gated units."""

    pieces: int
    width: int = 384
    layers: int = 12
    heads: int = 6
    inner: int = 576

    def config(self, longest: int) -> dict[str, Any]:
        """`config.json` as `transformers` reads it."""
        return {
            "architectures": ["ModernBertModel"],
            "model_type": "modernbert",
            "vocab_size": self.pieces,
            "hidden_size": self.width,
            "intermediate_size": self.inner,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "hidden_activation": "gelu",
            "max_position_embeddings": longest,
            "global_attn_every_n_layers": 1,
            "global_rope_theta": ROTARY_BASE,
            "local_rope_theta": ROTARY_BASE,
            "attention_dropout": 0.0,
            "mlp_dropout": 0.0,
            "embedding_dropout": 0.0,
            "norm_eps": 1e-5,
            "norm_bias": False,
            "attention_bias": False,
            "mlp_bias": False,
            "reference_compile": False,
            "pad_token_id": 0,
            "cls_token_id": 2,
            "bos_token_id": 2,
            "sep_token_id": 3,
            "eos_token_id": 3,
            "torch_dtype": "float32",
        }


class Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.Wqkv = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.Wo = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, states: Tensor, cosine: Tensor, sine: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, width = states.shape
        query, key, value = self.Wqkv(states).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key = (part * cosine + _rotated(part) * sine for part in (query, key))
        attended = functional.scaled_dot_product_attention(query.to(value.dtype), key.to(value.dtype), value, attn_mask=mask)
        return self.Wo(attended.transpose(1, 2).reshape(rows, length, width))


def _rotated(states: Tensor) -> Tensor:
    first, second = states.chunk(2, dim=-1)
    return torch.cat([-second, first], -1)


class Gated(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.Wi = nn.Linear(shape.width, 2 * shape.inner, bias=False)
        self.Wo = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, states: Tensor) -> Tensor:
        inner, gate = self.Wi(states).chunk(2, dim=-1)
        return self.Wo(functional.gelu(inner) * gate)


class Layer(nn.Module):
    def __init__(self, shape: Shape, first: bool) -> None:
        super().__init__()
        # The embeddings are normalised already.
        self.attn_norm = nn.Identity() if first else nn.LayerNorm(shape.width, bias=False)
        self.attn = Attention(shape)
        self.mlp_norm = nn.LayerNorm(shape.width, bias=False)
        self.mlp = Gated(shape)

    def forward(self, states: Tensor, cosine: Tensor, sine: Tensor, mask: Tensor | None) -> Tensor:
        states = states + self.attn(self.attn_norm(states), cosine, sine, mask)
        return states + self.mlp(self.mlp_norm(states))


class Embeddings(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.tok_embeddings = nn.Embedding(shape.pieces, shape.width)
        self.norm = nn.LayerNorm(shape.width, bias=False)


class Encoder(nn.Module):
    """Numbers of pieces (rows, length) -> states (rows, length, width)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = Embeddings(shape)
        self.layers = nn.ModuleList(Layer(shape, first=number == 0) for number in range(shape.layers))
        self.final_norm = nn.LayerNorm(shape.width, bias=False)
        for name, weight in self.named_parameters():
            if weight.ndim == 2:
                # What adds to the states is smaller, the more there is of it.
                nn.init.trunc_normal_(weight, std=0.02 / (2 * shape.layers) ** 0.5 if name.endswith("Wo.weight") else 0.02)

    def forward(self, pieces: Tensor, mask: Tensor | None = None, table: Tensor | None = None) -> Tensor:
        """mask: (rows, length), true where a piece stands; table: embeddings in place of the encoder's own."""
        weights = self.embeddings.tok_embeddings.weight if table is None else table
        states = self.embeddings.norm(functional.embedding(pieces, weights))
        angles = torch.arange(pieces.shape[1], device=pieces.device)[:, None] * self._speeds(pieces.device)
        cosine, sine = (torch.cat([part, part], -1) for part in (angles.cos(), angles.sin()))
        seen = None if mask is None else mask[:, None, None]
        for layer in self.layers:
            states = layer(states, cosine, sine, seen)
        return self.final_norm(states)

    def _speeds(self, device: torch.device) -> Tensor:
        half = self.shape.width // self.shape.heads // 2
        return ROTARY_BASE ** (-torch.arange(half, device=device) / half)


class Pretraining(nn.Module):
    """A generator that fills gaps and a detector that tells which pieces are not the text's."""

    def __init__(self, shape: Shape, generator_layers: int) -> None:
        super().__init__()
        self.generator = Encoder(Shape(**{**asdict(shape), "layers": generator_layers}))
        self.detector = Encoder(shape)
        # Here only the difference to the generator's embeddings.
        nn.init.zeros_(self.detector.embeddings.tok_embeddings.weight)
        self.fill = nn.Sequential(nn.Linear(shape.width, shape.width), nn.GELU(), nn.LayerNorm(shape.width))
        self.bias = nn.Parameter(torch.zeros(shape.pieces))
        self.detect = nn.Sequential(nn.Linear(shape.width, shape.width), nn.GELU(), nn.Linear(shape.width, 1))

    @property
    def table(self) -> Tensor:
        """The detector's embeddings."""
        return self.generator.embeddings.tok_embeddings.weight.detach() + self.detector.embeddings.tok_embeddings.weight

    def forward(self, pieces: Tensor, gaps: Tensor, mask_piece: int) -> tuple[Tensor, Tensor, Tensor]:
        """pieces (rows, length); gaps (rows, k): where the generator guesses. Returns the generator's loss, the detector's loss and
        the share of replaced pieces that the detector tells."""
        gold = pieces.gather(1, gaps)
        states = self.generator(pieces.scatter(1, gaps, mask_piece))
        states = states.gather(1, gaps[..., None].expand(-1, -1, states.shape[2]))
        scores = functional.linear(self.fill(states), self.generator.embeddings.tok_embeddings.weight, self.bias).float()
        filling = functional.cross_entropy(scores.flatten(0, 1), gold.flatten())
        # Drawn from the generator's distribution: the greatest of scores with Gumbel noise.
        noise = torch.rand_like(scores).clamp(1e-9, 1 - 1e-6)
        drawn = (scores.detach() - torch.log(-torch.log(noise))).argmax(-1)
        corrupted = pieces.scatter(1, gaps, drawn)
        replaced = corrupted != pieces
        found = self.detect(self.detector(corrupted, table=self.table))[..., 0].float()
        detecting = functional.binary_cross_entropy_with_logits(found, replaced.float())
        told = ((found > 0) & replaced).sum() / replaced.sum().clamp(min=1)
        return filling, detecting, told

    def exported(self) -> dict[str, Tensor]:
        """The detector under the names of `transformers`, its embeddings complete."""
        weights = {name: value.detach().clone() for name, value in self.detector.state_dict().items()}
        weights["embeddings.tok_embeddings.weight"] = self.table.detach().clone()
        return weights
