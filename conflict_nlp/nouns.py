"""The noun lexicon (`data/nouns.csv`) and the inflected forms that its lemmas take in a text.

Nouns that are counted decide two things: that a dual (`قتيلان`) is the number two, and whether people or things are meant.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

Number = Literal["sg", "du", "pl"]


class NounForm(NamedTuple):
    """One reading of a written form: its lemma, grammatical number and what the lexicon says of the lemma.

    `kind` is `civilian`, `combatant` or `unknown` for people, `family` for households, `casualty` for nouns that tell the
    harm themselves (`قتيل`; `harm` says which), `thing` for everything else. `construct` marks forms that a genitive must
    follow (`مقاتلو`, `عنصرا` as a dual), `accusative` a singular with tanween (`جنديا`).
    """

    lemma: str
    number: Number
    kind: str
    harm: str
    construct: bool = False
    accusative: bool = False


@cache
def noun_forms() -> dict[str, tuple[NounForm, ...]]:
    """Normalised written form -> its readings (`مدنيين` is both the dual and the plural)."""
    forms: dict[str, list[NounForm]] = {}
    for row in read_table("nouns"):
        lemma, kind, harm = row["singular"], row["class"], row["harm"]
        written: list[tuple[str, Number, bool, bool]] = [(lemma, "sg", False, False)]
        if not lemma.endswith("ة"):
            written.append((lemma + "ا", "sg", False, True))
        stem = lemma[:-1] + "ت" if lemma.endswith("ة") else lemma
        stem = stem[:-1] + "ي" if stem.endswith("ى") else stem
        written += [(stem + "ان", "du", False, False), (stem + "ين", "du", False, False)]
        written += [(stem + "ا", "du", True, False), (stem + "ي", "du", True, False)]
        for plural in filter(None, row["plurals"].split("|")):
            if plural == "+ون":
                written += [(lemma + "ون", "pl", False, False), (lemma + "ين", "pl", False, False)]
                written += [(lemma + "و", "pl", True, False), (lemma + "ي", "pl", True, False)]
            elif plural == "+ات":
                written.append(((lemma[:-1] if lemma.endswith("ة") else lemma) + "ات", "pl", False, False))
            else:
                written.append((plural, "pl", False, False))
                # A broken plural that takes tanween (`أطفالا`, `رجالا`, `عناصرا` in loose spelling).
                if not plural.endswith(("ة", "ى", "اء", "ات")):
                    written.append((plural + "ا", "pl", False, True))
        for form, number, construct, accusative in written:
            reading = NounForm(lemma, number, kind, harm, construct, accusative)
            readings = forms.setdefault(normalize(form), [])
            if reading not in readings:
                readings.append(reading)
    return {form: tuple(readings) for form, readings in forms.items()}
