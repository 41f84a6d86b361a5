"""Shared fixtures: a tiny stand-in for the rule pipeline, so that what surrounds it is tested apart from its linguistics."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

import conflict_nlp
from conflict_nlp.spans import write_claims, write_events
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Victims

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
_CLAIM = re.compile(r"(\d+) (قتيلا|جريحا)")
_HARMS = {"قتيلا": "killed", "جريحا": "injured"}


@Language.factory("stand_in")
class StandIn(Pipe):
    """Finds `12 قتيلا`; the word `خراب` is an entity, an attack, who did it, who says so and where; `عطب` makes it fail, `هلاك`
    ends the process.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if "عطب" in doc.text:
            raise RuntimeError("something broke")
        if "هلاك" in doc.text:
            os._exit(1)
        found = re.search("خراب", doc.text)
        mention = Mention(found[0], *found.span(), found[0], "Q1") if found else None
        claims = [
            CasualtyClaim(
                id=f"c{n}",
                start=match.start(),
                end=match.end(),
                text=match[0],
                harm=_HARMS[match[2]],
                low=int(match[1]),
                high=int(match[1]),
                modifier="exact",
                victims=Victims(match[2], match.start(2), match.end(2)),
                perpetrators=[mention] if mention else [],
                sources=[mention] if mention else [],
                place=mention,
                evidence=[Evidence("harm", match[2], match.start(2), match.end(2), "stand-in")],
            )
            for n, match in enumerate(_CLAIM.finditer(doc.text), 1)
        ]
        write_claims(doc, claims)
        if mention:
            trigger = Evidence("trigger", mention.text, mention.start, mention.end, "stand-in")
            write_events(doc, [ConflictEvent("e1", "ASSAULT", trigger, attackers=[mention], claims=[c.id for c in claims])])
            word = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            doc.set_ents([Span(doc, word.start, word.end, label="ORG", kb_id="Q1", span_id="armed")])
        return doc


def stand_in() -> Language:
    nlp = spacy.blank("ar")
    nlp.add_pipe("stand_in")
    return nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The stand-in pipeline."""
    return stand_in()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The stand-in pipeline as a folder, for the command line."""
    path = tmp_path_factory.mktemp("model") / "stand_in"
    stand_in().to_disk(path)
    return str(path)


@pytest.fixture(scope="session")
def rules() -> Language:
    """The rule pipeline as it comes with the library."""
    return conflict_nlp.load("rules")
