"""`scripts/pretrain`: the network is the one that `transformers` loads, the stream is cut right, a run that was cut off goes on."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy
import pytest
import torch

from scripts.pretrain import train as training
from scripts.pretrain import vocabulary
from scripts.pretrain.network import Encoder, Pretraining, Shape
from scripts.pretrain.train import CLS, MASK, SEP, Stream, export, gaps_in, start_embeddings

transformers = pytest.importorskip("transformers")
WORDS = ["قتل", "المرصد", "مدنيين", "الجيش", "مدينه", "حلب", "و+", "ل+", "00", "شخصا", "قصف", "امس"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Pieces of an invented text and their tokenizer."""
    path = tmp_path_factory.mktemp("pieces")
    rng = numpy.random.default_rng(0)
    lines = [" ".join(rng.choice(WORDS, size=30)) for _ in range(40)]
    (path / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf8")
    tokenizer = vocabulary.learn(Counter(word for line in lines for word in line.split()), 120)
    vocabulary.save(tokenizer, path / "tokenizer")
    numpy.save(path / "pieces.npy", vocabulary.stream(path / "words.txt", tokenizer, batch=7))
    return path


@pytest.fixture(scope="module")
def shape(folder):
    return Shape(len(json.loads((folder / "tokenizer" / "tokenizer.json").read_text("utf8"))["model"]["vocab"]), 32, 2, 2, 48)


def test_the_stream_has_each_document_and_a_border(folder):
    pieces = numpy.load(folder / "pieces.npy")
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder / "tokenizer")
    lines = (folder / "words.txt").read_text("utf8").splitlines()
    assert (pieces == SEP).sum() == len(lines)
    first = tokenizer.convert_ids_to_tokens(pieces[: list(pieces).index(SEP)].tolist())
    assert "".join(first).replace("##", "") == lines[0].replace(" ", "")


def test_the_tokenizer_adds_borders(folder):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder / "tokenizer")
    ids = tokenizer([["و+", "قتل"]], is_split_into_words=True)["input_ids"][0]
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert tokenizer.mask_token_id == MASK


def test_the_exported_encoder_is_the_one_that_was_trained(folder, shape, tmp_path):
    """In `transformers`, padded, against our own network with the detector's embeddings."""
    torch.manual_seed(0)
    model = Pretraining(shape, 1)
    with torch.no_grad():
        model.detector.embeddings.tok_embeddings.weight.normal_(std=0.1)
    export(model, folder / "tokenizer", tmp_path, 32)
    loaded = transformers.AutoModel.from_pretrained(tmp_path).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path)
    batch = tokenizer(["قتل مدنيين في قصف", "امس"], return_tensors="pt", padding=True)
    mask = batch["attention_mask"].bool()
    with torch.no_grad():
        expected = model.detector(batch["input_ids"], mask, model.table)[mask]
        found = loaded(**batch).last_hidden_state[mask]
    assert torch.allclose(found, expected, atol=2e-3)  # half precision on disk


def test_no_gradient_of_the_detector_reaches_the_generator(shape):
    model = Pretraining(shape, 1)
    pieces = torch.randint(5, shape.pieces, (2, 16))
    _, detecting, _ = model(pieces, gaps_in(pieces), MASK)
    detecting.backward()
    assert all(weight.grad is None for weight in model.generator.parameters())
    assert model.detector.embeddings.tok_embeddings.weight.grad is not None


def test_positions_matter_and_padding_does_not(shape):
    encoder = Encoder(shape).eval()
    pieces = torch.tensor([[CLS, 7, 8, SEP]])
    turned = torch.tensor([[CLS, 8, 7, SEP]])
    padded = torch.tensor([[CLS, 7, 8, SEP, 0, 0]])
    with torch.no_grad():
        states = encoder(pieces)
        assert not torch.allclose(states[:, 3], encoder(turned)[:, 3])
        assert torch.allclose(states, encoder(padded, padded > 0)[:, :4], atol=1e-5)


class TestStream:
    def test_sequences_have_borders_and_follow_the_text(self):
        stream = Stream(numpy.arange(5, 205, dtype="uint16"), 12, torch.device("cpu"))
        batch = next(stream.batches(4, seed=0))
        assert batch.shape == (4, 12)
        assert (batch[:, 0] == CLS).all()
        assert (batch[:, -1] == SEP).all()
        assert (batch[:, 2:-1] - batch[:, 1:-2] == 1).all()

    def test_a_round_has_each_piece_at_most_once(self):
        stream = Stream(numpy.arange(5, 205, dtype="uint16"), 12, torch.device("cpu"))
        batches = stream.batches(1, seed=0)
        seen = torch.cat([next(batches)[0, 1:-1] for _ in range(19)])
        assert len(seen.unique()) == len(seen)

    def test_gaps_are_never_borders(self):
        pieces = torch.full((3, 40), 9)
        pieces[:, 0], pieces[:, 7], pieces[:, -1] = CLS, SEP, SEP
        gaps = gaps_in(pieces)
        assert gaps.shape == (3, 6)
        assert not set(gaps.flatten().tolist()) & {0, 7, 39}


@pytest.mark.parametrize("given", [8, 100])
def test_embeddings_begin_as_vectors_in_another_place(shape, given):
    """Narrower vectors are only turned, so their angles stay; wider ones are projected."""
    torch.manual_seed(0)
    model = Pretraining(shape, 1)
    vectors = numpy.random.default_rng(0).normal(size=(shape.pieces, given)).astype("float16")
    start_embeddings(model, vectors)
    table = model.generator.embeddings.tok_embeddings.weight.detach()
    assert float(table.std()) == pytest.approx(0.02, rel=0.05)
    if given < shape.width:
        centred = torch.from_numpy((vectors - vectors.mean(0)).astype("float32"))
        cosine = torch.nn.functional.cosine_similarity
        assert float(cosine(table[3], table[4], dim=0)) == pytest.approx(float(cosine(centred[3], centred[4], dim=0)), abs=0.02)


def test_training_lowers_the_loss_and_goes_on(folder, tmp_path, monkeypatch):
    arguments = ["train", str(folder), str(tmp_path), "--width", "32", "--heads", "2", "--inner", "48", "--layers", "1"]
    arguments += ["--generator-layers", "1", "--rows", "8", "--length", "32", "--check-rows", "8", "--rate", "1e-2", "--warmup", "5"]
    arguments += ["--full-precision", "--checkpoints", "--resume", "--keep"]
    monkeypatch.setattr(sys, "argv", [*arguments, "--steps", "12"])
    training.main()
    first = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf8").splitlines()]
    assert first[-1]["filling"] < first[0]["filling"]
    monkeypatch.setattr(sys, "argv", [*arguments, "--steps", "20"])
    training.main()
    second = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf8").splitlines()][len(first) :]
    assert (first[-1]["step"], second[0]["step"], second[-1]["step"]) == (12, 12, 20)
    assert (tmp_path / "encoder" / "model.safetensors").exists()


@pytest.mark.parametrize("path", sorted(Path("configs/pretrain").glob("*.args")), ids=lambda path: path.stem)
def test_files_of_arguments_are_understood(path, monkeypatch, folder, tmp_path):
    seen = {}
    monkeypatch.setattr(training, "train", lambda model, pieces, out, arguments: seen.update(vars(arguments)))
    monkeypatch.setattr(sys, "argv", ["train", str(folder), str(tmp_path), f"@{path}"])
    training.main()
    assert seen["layers"] == {"gpu": 10, "cpu": 4, "tiny": 2}[path.stem]
