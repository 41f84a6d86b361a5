"""The packaged pipeline in `models/`: what it is, that it loads by itself, and that it is as good as its card says."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from confection import Config

import conflict_nlp
from scripts.evaluate import read_set, score_set
from tests.wheels import metadata, unpacked, wheel_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
NAME = "ar_conflict_news_sm"
WHEEL = wheel_of(NAME)
TEXTS = [
    "قال المرصد إن 17 عنصرا على الأقل من داعش قتلوا بغارة للتحالف في الباغوز",
    "قتل خمسة مدنيين بينهم طفلان في قصف للجيش السوري على مستشفى النور في مدينة النخيل.",
    "",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The folder of the pipeline inside the unpacked wheel."""
    return unpacked(WHEEL, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def nlp(path):
    return conflict_nlp.load(path)


@pytest.mark.parametrize("wheel", sorted((ROOT / "models").glob("*.whl")), ids=lambda path: path.name)
def test_checksum_size_and_card(wheel):
    name = wheel.name.split("-")[0]
    [line] = [line for line in (ROOT / "models" / "SHA256SUMS").read_text("utf8").splitlines() if wheel.name in line]
    assert line.split()[0] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert wheel.stat().st_size <= 40 * 2**20
    assert (ROOT / "models" / f"{name}.md").read_text("utf8").startswith(f"# {name} ")


def test_it_requires_this_library():
    assert "Requires-Dist: conflict-nlp" in metadata(WHEEL)


def test_components(nlp):
    expected = ["news_sentencizer", "lexical_ner", "ner", "entity_layer", "actor_linker", "casualty_parser", "actor_attribution"]
    assert nlp.pipe_names == expected
    assert nlp.meta["license"] == "CC BY-NC-SA 4.0"
    assert {"ner", "lexical_ner", "entities", "casualty_claims"} <= nlp(TEXTS[0]).spans.keys()


def test_it_extracts(nlp):
    [claim] = nlp(TEXTS[0])._.casualty_claims
    assert (claim.harm, claim.low, claim.modifier, claim.victims.type) == ("killed", 17, "at_least", "combatant")
    assert "الباغوز" in claim.place.text


def test_labels_are_the_guideline_s(nlp):
    for doc in nlp.pipe(TEXTS):
        assert {ent.label_ for ent in doc.ents} <= {"PER", "LOC", "ORG", "MISC"}
        assert doc.text in TEXTS


def test_pipe_equals_call(nlp):
    expected = [conflict_nlp.to_record(nlp(text)) for text in TEXTS]
    assert [conflict_nlp.to_record(doc) for doc in nlp.pipe(TEXTS, batch_size=2)] == expected


@pytest.mark.slow
def test_it_loads_in_a_fresh_environment():
    command = [sys.executable, ROOT / "scripts" / "smoke.py", WHEEL.parent, NAME]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
    assert "killed 17" in printed


@pytest.mark.parametrize(("name", "floor"), [("anercorp_test", 74.5), ("news_test", 89.5), ("news_test_2", 86.5), ("gold_dev", 91.0)])
def test_floors(nlp, name, floor):
    """F of entities, some points below what was measured, so that a change that spoils them is seen."""
    settings = Config().from_disk(ROOT / "configs" / "corpora" / "full.cfg")["evaluation"][name]
    records = read_set(settings, SHARED / "data")
    if records is None:
        pytest.skip("the corpora are not there")
    assert score_set(nlp, records, settings["kind"])["all"]["f"] >= floor


def test_spacy_finds_it_when_it_is_installed():
    if not spacy.util.is_package(NAME):
        pytest.skip("the wheel is not installed")
    assert spacy.load(NAME).pipe_names[2] == "ner"
