"""`conflict_nlp.TransformerModel.v1` in a pipeline: alignment, learning, saving, loading, errors."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

import numpy
import pytest
import spacy
import torch
from spacy.tokens import DocBin
from thinc.api import Adam, fix_random_seed

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.transformer.model import depths, load_objects, pieces_of
from conflict_nlp.transformer.words import words_of
from tests.ner.tiny import examples as all_examples
from tests.ner.tiny import records
from tests.transformer.conftest import pipeline

TEXTS = [record["text"] for record in records()][:8]


def examples(nlp):
    return all_examples(nlp)[:8]


def step(nlp, data, optimizer):
    """What `spacy train` does with a batch: the optimizer's step when all components have had theirs."""
    nlp.update(data, sgd=False, annotates=["lexical_ner"])
    for name in ("transformer", "ner"):
        nlp.get_pipe(name).finish_update(optimizer)


def found(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


@pytest.fixture(scope="module")
def trained(folder):
    fix_random_seed(0)
    torch.manual_seed(0)
    nlp = pipeline(folder)
    data = examples(nlp)
    nlp.initialize(lambda: data)
    optimizer = Adam(0.01, use_averages=False)
    for _ in range(40):
        step(nlp, data, optimizer)
    return nlp


def test_it_learns_a_corpus_by_heart(trained):
    assert trained.evaluate(examples(trained))["ents_f"] > 0.95


def test_the_transformer_itself_learns(folder):
    nlp = pipeline(folder)
    data = examples(nlp)
    nlp.initialize(lambda: data)
    network = nlp.get_pipe("transformer").model.transformer
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    step(nlp, data, Adam(0.01))
    changed = {name for name, weight in network.state_dict().items() if not torch.equal(weight, before[name])}
    assert {name.split(".")[0] for name in changed} == {"embeddings", "layers", "final_norm"}


@pytest.mark.parametrize("batch_size", [1, 3, 64])
def test_pipe_equals_call(trained, batch_size):
    texts = [*TEXTS, "", "\n", "قال"]
    assert [found(doc) for doc in trained.pipe(texts, batch_size=batch_size)] == [found(trained(text)) for text in texts]


def test_it_runs_in_processes(trained):
    expected = [found(trained(text)) for text in TEXTS]
    with trained.select_pipes(enable=trained.pipe_names):
        trained.add_pipe("doc_cleaner", config={"attrs": {"_.trf_data": None}})
        try:
            assert [found(doc) for doc in trained.pipe(TEXTS, n_process=2, batch_size=3)] == expected
        finally:
            trained.remove_pipe("doc_cleaner")


def test_disk_bytes_and_pickle_keep_it(trained, tmp_path):
    """Weights are stored in half precision, so what is loaded is compared with what was loaded before."""
    trained.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    expected = [found(loaded(text)) for text in TEXTS]
    assert expected == [found(trained(text)) for text in TEXTS]
    assert [found(doc) for doc in pickle.loads(pickle.dumps(loaded)).pipe(TEXTS)] == expected
    copied = spacy.blank("ar").from_config(loaded.config)
    copied.from_bytes(loaded.to_bytes())
    assert [found(copied(text)) for text in TEXTS] == expected
    states, again = (nlp(TEXTS[0])._.trf_data.tensors[0] for nlp in (loaded, copied))
    assert numpy.array_equal(states, again)


def test_stored_pipelines_name_no_folder_of_the_machine(trained, folder, tmp_path):
    trained.to_disk(tmp_path)
    assert str(folder).encode() not in (tmp_path / "transformer" / "model").read_bytes()


def test_results_survive_a_docbin(trained):
    docs = [trained(text) for text in TEXTS]
    stored = DocBin(docs=docs, store_user_data=False).to_bytes()
    assert [found(doc) for doc in DocBin().from_bytes(stored).get_docs(trained.vocab)] == [found(doc) for doc in docs]


def places(align, token):
    return align[token].dataXd.reshape(-1).tolist()


class TestAlignment:
    @pytest.mark.parametrize("text", TEXTS[:4])
    def test_each_token_has_the_pieces_of_its_own_word(self, trained, text):
        tokenizer = trained.get_pipe("transformer").model.tokenizer
        doc = trained.make_doc(text)
        pieces, align = pieces_of([doc[:]], tokenizer, "own")
        flat = [piece for row in pieces.strings for piece in row]
        words = {word.tokens[0]: word.text for word in words_of(doc, "own")}
        for token in doc:
            joined = "".join(flat[place].removeprefix("##") for place in places(align, token.i))
            assert joined == words.get(token.i, "") or "[UNK]" in joined

    def test_a_piece_over_several_tokens_belongs_to_each(self, trained):
        """In words as written `وقال` is one word of two tokens; [UNK] covers both."""
        tokenizer = trained.get_pipe("transformer").model.tokenizer
        doc = trained.make_doc("وقال")
        assert len(doc) == 2
        pieces, align = pieces_of([doc[:]], tokenizer, "none")
        both = [set(places(align, token)) for token in (0, 1)]
        assert both[0] | both[1] == set(range(1, len(pieces.strings[0]) - 1))
        assert all(both)

    def test_what_is_too_long_has_no_pieces(self, trained):
        tokenizer = trained.get_pipe("transformer").model.tokenizer
        doc = trained.make_doc("قال المرصد " * 50)
        pieces, align = pieces_of([doc[:]], tokenizer, "own", longest=20)
        assert pieces.input_ids.shape == (1, 20)
        assert len(align.lengths) == len(doc)
        assert align.lengths[0] >= 1
        assert align.lengths[-1] == 0


class TestOthers:
    """Encoders of BERT's kind, and what has no transformer."""

    @pytest.mark.parametrize("segmentation", ["none", "arabert"])
    def test_bert(self, bert, tmp_path, segmentation):
        fix_random_seed(0)
        torch.manual_seed(0)
        nlp = pipeline(bert, segmentation=segmentation, piece_dropout=0.2)
        data = examples(nlp)
        nlp.initialize(lambda: data)
        network = nlp.get_pipe("transformer").model.transformer
        before = network.embeddings.token_type_embeddings.weight.clone()
        step(nlp, data, Adam(0.01))
        assert not torch.equal(before, network.embeddings.token_type_embeddings.weight)
        nlp.to_disk(tmp_path)
        assert [found(doc) for doc in spacy.load(tmp_path).pipe(TEXTS)] == [found(doc) for doc in nlp.pipe(TEXTS)]

    def test_a_text_longer_than_its_positions(self, bert):
        nlp = pipeline(bert, segmentation="none", get_spans={"@span_getters": "conflict_nlp.sentence_windows.v1", "tokens": 500})
        nlp.initialize(lambda: examples(nlp))
        assert len(nlp("قال المرصد ذلك " * 60)._.trf_data.align.lengths) == 180

    def test_a_tokenizer_without_a_mask_piece(self, bert, tmp_path):
        for path in bert.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        for name in ("tokenizer_config.json", "special_tokens_map.json"):
            settings = json.loads((tmp_path / name).read_text("utf8"))
            settings["mask_token"] = None
            (tmp_path / name).write_text(json.dumps(settings), encoding="utf8")
        nlp = pipeline(tmp_path, segmentation="none", piece_dropout=0.1)
        with pytest.raises(ConflictNLPError, match="CN048"):
            nlp.initialize(lambda: examples(nlp))

    def test_a_package_without_a_transformer(self):
        with pytest.raises(ConflictNLPError, match=r"CN045.*no transformer"):
            load_objects("numpy", {}, {})

    def test_it_is_not_copied_into_its_listeners(self, folder):
        nlp = pipeline(folder)
        nlp.initialize(lambda: examples(nlp))
        with pytest.raises(ConflictNLPError, match="CN049"):
            nlp.replace_listeners("transformer", "ner", ["model.tok2vec"])

    def test_the_tagger_takes_any_tok2vec(self):
        nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
        tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 32, "depth": 1, "embed_size": 200, "window_size": 1}
        tok2vec |= {"maxout_pieces": 2, "subword_features": True, "pretrained_vectors": None}
        tagger = {"@architectures": "conflict_nlp.TransformerTagger.v1", "tok2vec": tok2vec, "upper": 8}
        nlp.add_pipe("crf_ner", name="ner", config={"model": tagger})
        data = examples(nlp)
        nlp.initialize(lambda: data)
        optimizer = Adam(0.01)
        losses = [nlp.update(data, sgd=optimizer)["ner"] for _ in range(10)]
        assert losses[-1] < 0.5 * losses[0]


class TestRates:
    def test_depths(self):
        names = ["embeddings.norm.weight", "layers.0.a.weight", "layers.1.a.weight", "final_norm.weight"]
        assert depths(names) == {names[0]: 3, names[1]: 2, names[2]: 1, names[3]: 0}

    def test_depths_of_bert(self):
        names = ["embeddings.word_embeddings.weight", "encoder.layer.0.output.dense.bias", "pooler.dense.weight"]
        assert list(depths(names).values()) == [2, 1, 0]

    def test_lower_layers_move_less(self, folder):
        fix_random_seed(0)
        torch.manual_seed(0)
        nlp = pipeline(folder, rate=0.5, layer_decay=0.1)
        data = examples(nlp)
        nlp.initialize(lambda: data)
        network = nlp.get_pipe("transformer").model.transformer
        before = {name: weight.clone() for name, weight in network.state_dict().items()}
        step(nlp, data, Adam(0.01, eps=1e-12, L2=0.0))
        moved = {name: float((weight - before[name]).abs().max()) for name, weight in network.state_dict().items()}
        assert moved["layers.0.mlp.Wo.weight"] == pytest.approx(0.01 * 0.5 * 0.01, rel=0.05)
        assert moved["layers.1.mlp.Wo.weight"] == pytest.approx(0.01 * 0.5 * 0.1, rel=0.05)


def test_gradients_that_overflow_are_dropped(folder):
    nlp = pipeline(folder)
    data = examples(nlp)
    nlp.initialize(lambda: data)
    shim = nlp.get_pipe("transformer").model.layers[0].shims[0]
    before = {name: weight.clone() for name, weight in shim._model.state_dict().items()}
    nlp.update(data, sgd=False, annotates=["lexical_ner"])
    shim._grad_scaler._found_inf = True
    shim.finish_update(Adam(0.01))
    assert all(torch.equal(weight, before[name]) for name, weight in shim._model.state_dict().items())
    assert all(weight.grad is None for weight in shim._model.parameters())


class TestSources:
    def test_the_settings_of_the_configuration_hold(self, folder):
        objects = load_objects(str(folder), {}, {"mlp_dropout": 0.3})
        assert objects.transformer.config.mlp_dropout == 0.3

    def test_what_is_nowhere(self, monkeypatch):
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        import huggingface_hub.constants

        monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        with pytest.raises(ConflictNLPError, match=r"CN045.*no-such/encoder.*model\.safetensors") as caught:
            load_objects("no-such/encoder", {}, {})
        assert "\n" not in str(caught.value)

    def test_pickled_weights_are_not_read(self, folder, tmp_path):
        for path in folder.iterdir():
            if path.suffix != ".safetensors":
                (tmp_path / path.name).write_bytes(path.read_bytes())
        torch.save({}, tmp_path / "pytorch_model.bin")
        with pytest.raises(ConflictNLPError, match="CN045"):
            load_objects(str(tmp_path), {}, {})

    def test_without_the_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "spacy_transformers", None)
        for name in [name for name in sys.modules if name.startswith(("spacy_transformers.", "conflict_nlp.transformer.model"))]:
            monkeypatch.setitem(sys.modules, name, None)
        from conflict_nlp.transformer.architecture import build_transformer_model

        with pytest.raises(ConflictNLPError, match=r"conflict-nlp\[transformers\]"):
            build_transformer_model("x", list)


def test_the_library_loads_neither_torch_nor_transformers():
    code = "import sys, conflict_nlp; print([m for m in ('torch', 'transformers', 'spacy_transformers') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
