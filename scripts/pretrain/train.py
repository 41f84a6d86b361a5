"""Train an encoder from nothing on a stream of pieces, by replaced-token detection.

    python -m scripts.pretrain.train FOLDER OUT @configs/pretrain/gpu.args

FOLDER holds what `scripts.pretrain.vocabulary` wrote. The learning rate falls to nothing when the time is over, on any machine.
OUT/encoder becomes a folder that spacy-transformers loads (config.json, model.safetensors, tokenizer), OUT/log.jsonl the curve,
with losses on text held out; OUT/state.pt lets a run that was cut off go on (`--resume`).
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import torch
from safetensors.torch import save_file
from torch import Tensor

from scripts.pretrain.network import Pretraining, Shape

CLS, SEP, MASK = 2, 3, 4
# Of each sequence the share that the generator fills, and what the detector's loss weighs beside the generator's.
GAPS, WEIGHT = 0.15, 50.0
HELD_OUT = 200_000
REPORTS = 16


class Stream:
    """Sequences of `length` pieces out of one long stream, cut elsewhere in each round."""

    def __init__(self, pieces: numpy.ndarray, length: int, device: torch.device) -> None:
        self.pieces = torch.from_numpy(pieces.astype("int32")).to(device)
        self.length = length
        if len(pieces) < 2 * length:
            raise ValueError(f"{len(pieces)} pieces are too few for sequences of {length}")

    def batches(self, rows: int, *, seed: int) -> Iterator[Tensor]:
        """(rows, length), for ever: [CLS], pieces of the stream, [SEP]."""
        inside = self.length - 2
        count = (len(self.pieces) - inside) // inside
        generator = torch.Generator().manual_seed(seed)
        steps = torch.arange(inside, device=self.pieces.device)
        while True:
            shift = int(torch.randint(inside, (1,), generator=generator))
            order = torch.randperm(count, generator=generator)
            for start in range(0, max(1, count - rows + 1), rows):
                at = (order[start : start + rows] * inside + shift).to(self.pieces.device)
                body = self.pieces[at[:, None] + steps].long()
                yield torch.nn.functional.pad(torch.nn.functional.pad(body, (1, 0), value=CLS), (0, 1), value=SEP)


def gaps_in(pieces: Tensor) -> Tensor:
    """(rows, k): where the generator guesses, never at a [CLS] or [SEP]."""
    order = torch.rand(pieces.shape, device=pieces.device).masked_fill_((pieces == CLS) | (pieces == SEP), -1)
    return order.topk(int(GAPS * pieces.shape[1]), dim=1, sorted=False).indices


def optimizers_for(model: Pretraining, rate: float, *, muon: bool) -> list[torch.optim.Optimizer]:
    """AdamW, without decay for norms, biases and embeddings; with `muon` the matrices of the layers by Muon (Jordan 2024) at AdamW's
    size of step (Liu et al. 2025, arXiv 2502.16982)."""
    inner = [p for n, p in model.named_parameters() if p.ndim == 2 and ".layers." in n]
    heads = [p for n, p in model.named_parameters() if p.ndim == 2 and ".layers." not in n and "tok_embeddings" not in n]
    others = [p for n, p in model.named_parameters() if p.ndim != 2 or "tok_embeddings" in n]
    groups = [{"params": heads if muon else inner + heads, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    adam = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), eps=1e-6, fused=True)
    return [adam, torch.optim.Muon(inner, lr=rate, weight_decay=0.1, adjust_lr_fn="match_rms_adamw")] if muon else [adam]


def start_embeddings(model: Pretraining, vectors: numpy.ndarray) -> None:
    """Begin with static vectors, turned by chance into the encoder's width, at the usual size."""
    table = model.generator.embeddings.tok_embeddings.weight
    given, width = vectors.shape[1], table.shape[1]
    turn = torch.linalg.qr(torch.randn(max(given, width), min(given, width)))[0]
    turn = turn if given > width else turn.T
    with torch.no_grad():
        start = torch.from_numpy(vectors.astype("float32")) @ turn
        start = (start - start.mean(0)) / start.std() * 0.02
        table[: len(start)] = start.to(table.device)


@torch.no_grad()
def held_out(model: Any, batch: Tensor, autocast: Any) -> dict[str, float]:
    """Losses on text that is not trained on, with the same gaps each time."""
    losses = torch.zeros(3)
    parts = batch.split(64)
    with torch.random.fork_rng(), autocast:
        torch.manual_seed(1)
        for part in parts:
            losses += torch.stack([value.float().cpu() for value in model(part, gaps_in(part), MASK)])
    filling, detecting, told = (losses / len(parts)).tolist()
    return {"filling": filling, "perplexity": math.exp(filling), "detecting": detecting, "told": told}


def train(model: Pretraining, pieces: numpy.ndarray, out: Path, arguments: argparse.Namespace) -> None:
    device = torch.device(arguments.device)
    model.to(device)
    optimizers = optimizers_for(model, arguments.rate, muon=arguments.muon)
    # Of little text a tenth is held out, but enough for two sequences.
    kept = max(min(HELD_OUT, len(pieces) // 10), 2 * arguments.length)
    stream = Stream(pieces[:-kept], arguments.length, device)
    check = next(Stream(pieces[-kept:], arguments.length, device).batches(arguments.check_rows, seed=0))
    state: dict[str, Any] = {"step": 0, "passed": 0.0}
    saved = out / "state.pt"
    mark = zlib.crc32(pieces.tobytes())
    stored = torch.load(saved, map_location=device, weights_only=True) if arguments.resume and saved.exists() else {}
    if stored.pop("pieces", None) == mark:  # else it is of another text or vocabulary
        state = stored
        model.load_state_dict(state.pop("model"))
        for optimizer, kept_state in zip(optimizers, state.pop("optimizers"), strict=True):
            optimizer.load_state_dict(kept_state)
    compiled: Any = torch.compile(model) if arguments.compile else model
    autocast = torch.autocast(device.type, torch.bfloat16, enabled=not arguments.full_precision)
    step, before = state["step"], state["passed"]
    batches = stream.batches(arguments.rows, seed=step)
    # Compilation is not training.
    with autocast:
        sum(compiled(*_next(batches), MASK)[:2]).backward()
    model.zero_grad()
    begin = time.monotonic()
    report, norm = 0.0, torch.zeros(())
    while True:
        passed = before + time.monotonic() - begin
        share = step / arguments.steps if arguments.steps else passed / (60 * arguments.minutes)
        if share >= report or share >= 1:
            line = {"seconds": round(passed), "step": step, "pieces": step * arguments.rows * arguments.length}
            line |= {"gradient": float(norm), **held_out(model, check, autocast)}
            print(json.dumps({key: round(value, 4) for key, value in line.items()}), flush=True)
            with (out / "log.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            if arguments.checkpoints:
                weights = {"model": model.state_dict(), "optimizers": [optimizer.state_dict() for optimizer in optimizers]}
                torch.save({"step": step, "passed": passed, "pieces": mark, **weights}, saved)
            report = share + 1 / REPORTS
        if share >= 1:
            return
        rate = arguments.rate * min(1, (step + 1) / arguments.warmup) * (1 - share)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        pieces_now, gaps = _next(batches)
        with autocast:
            filling, detecting, _ = compiled(pieces_now, gaps, MASK)
            loss = filling + WEIGHT * detecting
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
        for optimizer in optimizers:
            optimizer.step()
        model.zero_grad(set_to_none=True)
        step += 1
        if device.type == "cuda" and step % 20 == 0:
            torch.cuda.synchronize()  # else the clock runs ahead of the work


def _next(batches: Iterator[Tensor]) -> tuple[Tensor, Tensor]:
    pieces = next(batches)
    return pieces, gaps_in(pieces)


def export(model: Pretraining, tokenizer: Path, folder: Path, longest: int) -> None:
    """Write what `transformers` and spacy-transformers load."""
    shutil.copytree(tokenizer, folder, dirs_exist_ok=True)
    settings = folder / "tokenizer_config.json"
    tokenizer_config = {**json.loads(settings.read_text(encoding="utf8")), "model_max_length": longest}
    settings.write_text(json.dumps(tokenizer_config, ensure_ascii=False, indent=2) + "\n", encoding="utf8")
    (folder / "config.json").write_text(json.dumps(model.detector.shape.config(longest), indent=2) + "\n")
    weights = {name: value.contiguous().half().cpu() for name, value in model.exported().items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


class Arguments(argparse.ArgumentParser):
    """Reads `@file` as arguments between white space, lines with # as remarks."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        return [] if arg_line.startswith("#") else arg_line.split()


def main() -> None:
    parser = Arguments(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, fromfile_prefix_chars="@")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--heads", type=int, default=6)
    parser.add_argument("--inner", type=int, default=576)
    parser.add_argument("--generator-layers", type=int, default=4)
    parser.add_argument("--length", type=int, default=256, help="pieces of a sequence")
    parser.add_argument("--rows", type=int, default=160, help="sequences of a batch")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--muon", action="store_true", help="Muon for the layers' matrices")
    parser.add_argument("--warmup", type=int, default=400)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--steps", type=int, default=0, help="batches, in place of --minutes")
    parser.add_argument("--check-rows", type=int, default=512, help="sequences held out that losses are reported on")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--full-precision", action="store_true", help="no bfloat16")
    parser.add_argument("--checkpoints", action="store_true", help="keep state.pt, to go on with after a cut")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep state.pt at the end too, to go on with more batches")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_float32_matmul_precision("high")
    arguments.out.mkdir(parents=True, exist_ok=True)
    pieces = numpy.load(arguments.folder / "pieces.npy")
    tokenizer = arguments.folder / "tokenizer"
    count = len(json.loads((tokenizer / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"])
    shape = Shape(count, arguments.width, arguments.layers, arguments.heads, arguments.inner)
    model = Pretraining(shape, arguments.generator_layers)
    vectors = arguments.folder / "embeddings.npy"
    if vectors.exists():
        start_embeddings(model, numpy.load(vectors))
    train(model, pieces, arguments.out, arguments)
    export(model, tokenizer, arguments.out / "encoder", arguments.length)
    if not arguments.keep:
        (arguments.out / "state.pt").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
