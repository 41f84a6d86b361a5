"""The word lists of attribution (`data/attacks.csv`, `data/agents.csv`, `data/speech.csv`) by normalised form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

_PERFECT = ("", "ت", "وا", "ا", "تا")
_IMPERFECT = ("", "ون", "ان")
_OBJECTS = ("ه", "ها", "هم", "هما")


class Attack(NamedTuple):
    """What a written form says of an attack: the columns of `attacks.csv`; `pronoun`: an object is attached."""

    kind: str
    type: str
    pronoun: bool = False
    mode: str = ""
    acled: str = ""
    event: str = "1"


def _attack(row: dict[str, str], *, pronoun: bool = False) -> Attack:
    return Attack(row["kind"], row["type"], pronoun, row["mode"], row["acled"], row["event"])


@cache
def attack_nouns() -> dict[str, Attack]:
    """Nouns of attack, clash and cause."""
    table: dict[str, Attack] = {}
    for row in read_table("attacks"):
        if row["kind"] in ("noun", "clash", "cause"):
            word, attack = row["word"], _attack(row)
            forms = [word] if word.startswith("ال") else [word, "ال" + word]
            if not word.endswith(("ة", "ا", "ات", "ين")):
                forms.append(word + "ا")
            for form in forms:
                table.setdefault(normalize(form), attack)
    return table


@cache
def attack_verbs() -> dict[str, Attack]:
    """Verbs of attack and of claiming responsibility, conjugated, with and without an object pronoun."""
    table: dict[str, Attack] = {}
    for row in read_table("attacks"):
        if row["kind"] not in ("verb", "verb_object", "verb_close", "claim"):
            continue
        forms = [row["word"] + e for e in _PERFECT]
        if row["imperfect"]:
            forms += [p + row["imperfect"] + e for p in "يت" for e in _IMPERFECT]
        for form in forms:
            table.setdefault(normalize(form), _attack(row))
        for form in forms:
            stem = form[:-1] if form.endswith("وا") else form
            stem = stem[:-1] + "ا" if stem.endswith("ى") else stem
            for pronoun in _OBJECTS:
                table.setdefault(normalize(stem + pronoun), _attack(row, pronoun=True))
    return table


@cache
def agents() -> dict[str, str]:
    """Common nouns for actors -> their kind."""
    table: dict[str, str] = {}
    for row in read_table("agents"):
        forms = [row["word"]]
        if row["plural"] == "+ون":
            forms = [article + row["word"] + ending for article in ("", "ال") for ending in ("", "ا", "ان", "ين", "ون")]
            if row["kind"] == "gunman":
                forms += [row["word"] + ending for ending in ("و", "ي")]
        elif row["kind"] == "unit" and not row["word"].endswith(("و", "ي")):
            forms += ["ال" + row["word"]]
        for form in forms:
            table.setdefault(normalize(form), row["kind"])
    return table


@cache
def speech(kind: str) -> frozenset[str]:
    """The words of one kind of `speech.csv`."""
    return frozenset(normalize(row["word"]) for row in read_table("speech") if row["kind"] == kind)
