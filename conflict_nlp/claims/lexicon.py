"""The words that tell of harm (`data/harm.csv`), in all the forms that they take in a text, and the small word lists
that the claim rules read (`data/words.csv`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conflict_nlp.nouns import NounForm, noun_forms
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

# Endings of the third person (perfect) and of person, gender and mood (imperfect); object pronouns may follow both.
_PERFECT = ("", "ت", "وا", "ا", "تا", "ن")
_IMPERFECT = ("", "ون", "وا", "ان", "ا", "ن")
_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "نا")
_POSSESSIVES = ("هما", "هم", "هن", "ها", "نا", "ه", "ي")


class Trigger(NamedTuple):
    """What a written form says: the harm, how it is built into the sentence (`kind`, `voice`, `strength` of `harm.csv`),
    whether it is plural or dual (its subject then goes before it) and whether an object pronoun is attached."""

    harm: str
    kind: str
    voice: str
    strength: str
    plural: bool = False
    pronoun: bool = False
    imperfect: bool = False


@cache
def triggers() -> dict[str, Trigger]:
    """Normalised written form -> the harm that it tells of. Where a noun and a verb are written alike (`قتل`) the verb's
    reading is kept: its rules cover the noun's."""
    table: dict[str, Trigger] = {}
    with_pronoun: list[tuple[str, Trigger]] = []
    for row in read_table("harm"):
        kind, voice, harm, strength = row["kind"], row["voice"], row["harm"], row["strength"]
        stem = row["perfect"]
        if kind == "verb":
            forms = [(stem + e, e in ("وا", "ا", "تا", "ن"), False) for e in _PERFECT]
            if row["imperfect"]:
                forms += [(p + row["imperfect"] + e, e in ("ون", "وا", "ان", "ن"), True) for p in "يت" for e in _IMPERFECT]
            for form, plural, imperfect in forms:
                table.setdefault(normalize(form), Trigger(harm, kind, voice, strength, plural, False, imperfect))
            for form, plural, imperfect in forms:
                bare = form[:-1] if form.endswith("وا") else form
                for pronoun in _OBJECTS:
                    with_pronoun.append((normalize(bare + pronoun), Trigger(harm, kind, voice, strength, plural, True, imperfect)))
        elif kind == "masdar":
            table.setdefault(normalize(stem), Trigger(harm, kind, voice, strength))
            table.setdefault(normalize("ال" + stem), Trigger(harm, kind, voice, "definite" if strength != "arrest" else strength))
            bound = stem[:-1] + "ت" if stem.endswith("ة") else stem
            with_pronoun += [(normalize(bound + p), Trigger(harm, kind, voice, strength, False, True)) for p in _POSSESSIVES[:-1]]
        else:
            table.setdefault(normalize(stem), Trigger(harm, kind, voice, strength))
    # `إصابة` is an injury and `أسرة` a family before they are verbs with a pronoun.
    for form, trigger in with_pronoun:
        if form not in noun_forms():
            table.setdefault(form, trigger)
    return table


@cache
def words(group: str) -> frozenset[str]:
    """The normalised words of one group of `data/words.csv`."""
    return frozenset(normalize(row["word"]) for row in read_table("words") if row["group"] == group)


@cache
def masdars() -> dict[str, Trigger]:
    """The verbal nouns alone: what a form that is also a verb (`قتل`) says after a preposition."""
    rows = [row for row in read_table("harm") if row["kind"] == "masdar"]
    return {normalize(r["perfect"]): Trigger(r["harm"], "masdar", "", r["strength"]) for r in rows}


# A written form with the article or a possessive pronoun is looked up without them: both are read off the grammar.
@cache
def _bare_forms() -> dict[str, tuple[NounForm, ...]]:
    return noun_forms()


@cache
def casualty_forms() -> frozenset[str]:
    """Every written form of a noun that tells the harm itself, with and without the article."""
    bare = {form for form, readings in noun_forms().items() if any(f.kind == "casualty" for f in readings)}
    return frozenset(bare | {"ال" + form for form in bare})


_cache: dict[str, tuple[NounForm, ...]] = {}


def noun_readings(norm: str) -> tuple[NounForm, ...]:
    """The readings of a written noun, without its article (`الجنود`) or possessive pronoun (`جنوده`); () for other words."""
    found = _cache.get(norm)
    if found is None:
        if len(_cache) > 100_000:
            _cache.clear()
        found = _cache[norm] = _read_noun(norm)
    return found


def _read_noun(norm: str) -> tuple[NounForm, ...]:
    forms = _bare_forms()
    if norm in forms:
        return forms[norm]
    if norm.startswith("ال") and len(norm) > 4:
        return tuple(f for f in forms.get(norm[2:], ()) if not f.construct)
    for pronoun in _POSSESSIVES:
        if norm.endswith(pronoun) and len(norm) - len(pronoun) >= 3:
            stem = norm[: -len(pronoun)]
            bare = forms.get(stem) or (forms.get(stem[:-1] + "ه") if stem.endswith("ت") else None)
            if bare:
                return tuple(f for f in bare if not f.accusative)
    return ()


def is_combatant(norm: str) -> bool:
    """Whether the word may be a noun for fighters."""
    return any(f.kind == "combatant" for f in noun_readings(norm))


def own_harm(norm: str) -> str:
    """The harm of a casualty noun in the plural (`القتلى`), the empty string for other words."""
    return next((f.harm for f in noun_readings(norm) if f.harm and f.number == "pl"), "")
