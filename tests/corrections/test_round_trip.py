"""Out to a tool and back: a file that was only confirmed loses nothing, whatever the text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SHARED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import conflict_nlp
from conflict_nlp.corrections.offsets import Offsets
from conflict_nlp.corrections.prodigy import cut
from conflict_nlp.spans import write_claims, write_document
from conflict_nlp.types import CasualtyClaim, Evidence, Mention, Place, Victims
from scripts.corpora.build import build
from tests.conftest import ROOT
from tests.corrections.made import NLP, TEXT, TOOLS, at, back, checked, document, exported

# Letters, digits, marks above letters, marks of direction, joiners, astral characters, white space of all kinds.
ALPHABET = "قتلوبه 5٣ةًّ\u200f\u202e\u200d\ufeff🔴👩𐰀 \n\r\t,\"'\\\\n"


@st.composite
def documents(draw) -> Doc:
    text = draw(st.text(ALPHABET, min_size=2, max_size=40))
    doc = NLP.make_doc(text)
    write_document(doc, id=draw(st.sampled_from(["a", "٣", "x y"])), date=draw(st.sampled_from([None, "2031-05-07"])), outlet="o")
    cuts = draw(st.lists(st.integers(0, len(doc)), unique=True).map(sorted))
    labels = st.sampled_from(["PER", "LOC", "ORG"])
    spans = [
        doc.char_span(doc[i].idx, doc[j - 1].idx + len(doc[j - 1]), label=draw(labels), kb_id=draw(st.sampled_from(["", "k"])))
        for i, j in pairwise(cuts)
        if draw(st.booleans())
    ]
    doc.set_ents([span for span in spans if span is not None and span.text])
    offsets = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)

    def mention() -> Mention:
        start, end = draw(offsets)
        return Mention(text[start:end], start, end, draw(st.sampled_from(["name", "اسم"])), draw(st.sampled_from([None, "k"])))

    claims = []
    for number in range(draw(st.integers(0, 4))):
        start, end = draw(offsets)
        one, other = mention(), mention()
        actor = draw(st.sampled_from([(None, None, None), ("خارج النص", None, None), (other.text, other.start, other.end)]))
        low = draw(st.integers(0, 10**12))
        earlier = st.sampled_from([None, *(claim.id for claim in claims)])
        spot = mention()
        claims.append(
            CasualtyClaim(
                f"c{2 * number + 1}",
                start,
                end,
                text[start:end],
                draw(st.sampled_from(["killed", "injured", "displaced"])),
                low,
                draw(st.sampled_from([None, low, low + 5])),
                draw(st.sampled_from(["exact", "range", "vague"])),
                Victims(one.text, one.start, one.end, draw(st.sampled_from(["civilian", "unknown"])), *actor),
                [mention() for _ in range(draw(st.integers(0, 2)))],
                [mention() for _ in range(draw(st.integers(0, 2)))],
                draw(st.sampled_from([None, Place(spot.text, spot.start, spot.end, "p", lat=1.5)])),
                draw(st.sampled_from([None, "2031-05"])),
                part_of=draw(earlier),
                same_as=draw(earlier),
                status=draw(st.sampled_from(["asserted", "denied"])),
                stance=draw(st.sampled_from([None, "accused"])),
                event=draw(st.sampled_from([None, "e9"])),
                evidence=[Evidence("harm", one.text, one.start, one.end, "r")],
            )
        )
    write_claims(doc, claims)
    return doc


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(docs=st.lists(documents(), min_size=1, max_size=2, unique_by=lambda doc: doc._.document_id))
def test_a_confirmed_file_loses_nothing(tool: str, docs: list[Doc], tmp_path: Path) -> None:
    records = back(tool, checked(tool, exported(tool, *docs)), tmp_path / "file")
    for doc, record in zip(docs, records, strict=True):
        wanted = json.loads(json.dumps(conflict_nlp.to_record(doc)))
        assert record["text"] == doc.text
        assert {key: record[key] for key in wanted} == wanted
        assert (record["source"], record.get("date")) == ("o", doc._.document_date)


@pytest.mark.parametrize("tool", TOOLS)
def test_real_results_come_back_and_keep_to_the_schema(tool: str, rules: Language, tmp_path: Path) -> None:
    text = (ROOT / "assets/examples/attack-on-a-market.txt").read_text("utf8")
    doc = rules(text)
    write_document(doc, id="a")
    [record] = back(tool, checked(tool, exported(tool, doc)), tmp_path / "file")
    wanted = json.loads(json.dumps(conflict_nlp.to_record(doc)))
    assert len(wanted["claims"]) > 5
    assert {key: record[key] for key in wanted} == wanted
    schema = SHARED / "contract" / "claims.schema.json"
    if schema.exists():
        Draft202012Validator(json.loads(schema.read_text("utf8"))).validate(record)


@pytest.mark.parametrize("tool", TOOLS)
def test_what_comes_back_can_be_trained_on(tool: str, tmp_path: Path) -> None:
    records = back(tool, checked(tool, exported(tool, document())), tmp_path / "file")
    (tmp_path / "corrected.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf8")
    corpus = {"reader": "jsonl", "path": "corrected.jsonl"}
    report = build({"corpora": {"mine": corpus, "mine_dev": {**corpus, "dev_every": 1}}}, tmp_path, tmp_path / "out")
    assert (report["mine"]["train"], report["mine_dev"]["dev"]) == (1, 1)
    for name in ("train", "dev"):
        [doc] = DocBin().from_disk(tmp_path / "out" / f"{name}.spacy").get_docs(NLP.vocab)
        assert [(ent.text, ent.label_) for ent in doc.ents] == [(ent.text, ent.label_) for ent in document().ents] != []


def test_units_of_the_tools() -> None:
    [task], [line], [example] = (exported(tool, document()) for tool in TOOLS)
    start, end = at("النخيل")
    spans = {region["id"]: region["value"] for region in task["predictions"][0]["result"] if region["type"] == "labels"}
    assert (spans["e2"]["start"], spans["e2"]["end"]) == (start, end)
    assert (example["spans"][1]["start"], example["spans"][1]["end"]) == (start, end)
    # The emoji in front is one code point, but two code units.
    assert (line["entities"][1]["start_offset"], line["entities"][1]["end_offset"]) == (start + 1, end + 1)
    assert TEXT.encode("utf-16-le")[2 * start + 2 : 2 * end + 2].decode("utf-16-le") == "النخيل"


def test_label_studio_of_old_counts_code_units_and_the_saved_text_tells(tmp_path: Path) -> None:
    items = checked("label-studio", exported("label-studio", document()))
    for region in items[0]["annotations"][0]["result"]:
        if "value" in region:
            region["value"]["start"] += 1
            region["value"]["end"] += 1
    [record] = back("label-studio", items, tmp_path / "file")
    assert record["claims"] == json.loads(json.dumps(conflict_nlp.to_record(document())))["claims"]


@given(st.text(ALPHABET), st.data())
def test_offsets_there_and_back(text: str, data: st.DataObject) -> None:
    wide = Offsets(text, "utf-16")
    at = data.draw(st.integers(0, len(text)))
    assert wide.out(at) == len(text[:at].encode("utf-16-le")) // 2
    assert wide.back(wide.out(at)) == at
    assert wide.back(wide.out(len(text)) + 1) is None
    assert wide.back(-1) is None


def test_no_offset_lies_within_a_character() -> None:
    assert [Offsets("a🔴b", "utf-16").back(at) for at in range(5)] == [0, 1, None, 2, 3]


def test_a_second_space_is_a_token_to_prodigy() -> None:
    assert [(token["text"], token["ws"]) for token in cut("طفل  ق", [3, 4, 5], [])] == [("طفل", True), (" ", False), ("ق", False)]


@settings(max_examples=150, deadline=None)
@given(documents())
def test_prodigy_tokens_cover_the_text_and_its_spans(doc: Doc) -> None:
    [line] = exported("prodigy", doc)
    tokens = line["tokens"]
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == doc.text
    for span in line["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
