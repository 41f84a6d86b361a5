"""The noun lexicon (`data/nouns.csv`) and the inflected forms that its lemmas take in a text.

Nouns that are counted decide two things: that a dual (`قتيلان`) is the number two, and whether people or things are meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

Number = Literal["sg", "du", "pl"]
_Written = tuple[str, Number, bool, bool]

# Endings after which the accusative is not written with an alef.
_NO_ALEF = ("ة", "ى", "ا", "اء")


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
        lemma = row["singular"].partition("|")[0]
        for form, number, construct, accusative in _inflected(row):
            reading = NounForm(lemma, number, row["class"], row["harm"], construct, accusative)
            readings = forms.setdefault(normalize(form), [])
            if reading not in readings:
                readings.append(reading)
    return {form: tuple(readings) for form, readings in forms.items()}


def _inflected(row: dict[str, str]) -> Iterator[_Written]:
    """The written forms of one row, but for those that it leaves out: form, number, whether a genitive must follow, and
    whether it is a singular (or broken plural) with the accusative's alef."""
    lemma, *variants = row["singular"].split("|")
    without = set(row["without"].split("|"))
    singulars: list[_Written] = [(form, "sg", False, False) for form in (lemma, *variants)] if "sg" not in without else []
    if not lemma.endswith(_NO_ALEF) and "acc" not in without:
        singulars.append((lemma + "ا", "sg", False, True))
    stem = lemma[:-1] + {"ة": "ت", "ى": "ي"}[lemma[-1]] if lemma[-1] in "ةى" else lemma
    duals: list[_Written] = [(stem + "ان", "du", False, False), (stem + "ين", "du", False, False)] if "du" not in without else []
    if "bound" not in without:
        duals += [(stem + ending, "du", True, False) for ending in ("اي" if "acc" not in without else "ي")]
    yield from (written for written in (*singulars, *duals) if written[0] not in without)
    for plural in filter(None, row["plurals"].split("|")):
        if plural == "+ون":
            yield from ((lemma + ending, "pl", False, False) for ending in ("ون", "ين"))
            yield from ((lemma + ending, "pl", True, False) for ending in ("و", "ي"))
        elif plural == "+ات":
            yield lemma.removesuffix("ة") + "ات", "pl", False, False
        else:
            yield plural, "pl", False, False
            # A broken plural takes tanween (`أطفالا`, `رجالا`) unless it is of the pattern of `عناصر` and `صواريخ`.
            diptote = len(plural) > 4 and plural[2] == "ا"
            if not (diptote or plural.endswith((*_NO_ALEF, "ات", "ون", "ين")) or plural + "ا" in without):
                yield plural + "ا", "pl", False, True
