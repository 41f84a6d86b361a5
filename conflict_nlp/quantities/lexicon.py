"""The tables of the number parser: every written form that matters to it, by normalised spelling, and how a word is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from conflict_nlp.nouns import noun_forms
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize


class Unit(NamedTuple):
    """A unit of measure; `value` is 2 for its dual (`ساعتين`), else `None`."""

    name: str
    category: str
    value: int | None = None


@dataclass(slots=True)
class Entry:
    """What the lexicon knows of one form: places in a numeral (slot -> value), units, groups of context words, a dual noun."""

    slots: dict[str, int] = field(default_factory=dict)
    unit: Unit | None = None
    groups: set[str] = field(default_factory=set)
    dual: str = ""
    noun: bool = False
    phrase: bool = False

    @property
    def starts_number(self) -> bool:
        """Whether a quantity can begin with this form."""
        return bool(self.slots or self.dual or (self.unit and self.unit.value)) or not self.groups.isdisjoint(("minus", "odd"))


class Reading(NamedTuple):
    """How a written word is read: `prefix` proclitics (`وب`), of `skip` characters, then `norm`, which has its article
    where `definite`; `full` is the whole word normalised."""

    full: str
    norm: str
    prefix: str
    skip: int
    definite: bool
    entry: Entry | None


class Phrase(NamedTuple):
    """An end of the phrase tree: what the phrase means."""

    table: str
    row: dict[str, str]


PhraseTree = dict[str, "PhraseTree | Phrase"]
END = ""
# Attached proclitics in the order in which they may stand, the empty reading first.
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "س")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


@cache
def entries() -> dict[str, Entry]:
    """Normalised form (without article, or with it where only that form is listed) -> what is known of it."""
    table: dict[str, Entry] = {}

    def at(form: str) -> Entry:
        return table.setdefault(normalize(form), Entry())

    for row in read_table("numbers"):
        if not row["needs"]:
            at(row["form"]).slots[row["slot"]] = int(row["value"])
    for row in read_table("units"):
        singular, *others = row["forms"].split("|")
        unit = Unit(row["unit"], row["category"])
        for form in (singular, *others):
            if form != "-" and " " not in form:
                at(form).unit = at(form).unit or unit
        if singular != "-" and " " not in singular and singular.isalpha():
            stem = singular[:-1] + "ت" if singular.endswith("ة") else singular
            for ending in ("ان", "ين", "تا"[1:] if stem.endswith("ت") else "ان"):
                at(stem + ending).unit = Unit(row["unit"], row["category"], 2)
    for row in read_table("numbers_context"):
        at(row["word"]).groups.add(row["group"])
    for form, lemma in _duals().items():
        entry = table.setdefault(form, Entry())
        if not entry.slots and not entry.unit:
            entry.dual = lemma
    for form in noun_forms():
        if form in table:
            table[form].noun = True
    for tree in (phrases("vague"), phrases("modifiers/before"), phrases("modifiers/after"), phrases("units")):
        for word in tree:
            at(word).phrase = True
    return table


@cache
def sensitive() -> dict[str, list[tuple[str, str, int]]]:
    """Forms that are numbers only in an exact spelling: normalised form -> (letters of which one must stand, slot, value)."""
    table: dict[str, list[tuple[str, str, int]]] = {}
    for row in read_table("numbers"):
        if row["needs"]:
            table.setdefault(normalize(row["form"]), []).append((row["needs"], row["slot"], int(row["value"])))
    return table


def _duals() -> dict[str, str]:
    """Forms that are only the dual of a noun: `جنديين`, `قتيلان`, `جثتا`, `طفليه`; not `مدنيين`, which is a plural too."""
    duals: dict[str, str] = {}
    for form, readings in noun_forms().items():
        if any(r.number != "du" for r in readings):
            continue
        if any(not r.construct for r in readings) or (form.endswith("تا") and all(r.lemma.endswith("ة") for r in readings)):
            duals[form] = readings[0].lemma
    plural = {form for form, readings in noun_forms().items() if any(r.number == "pl" for r in readings)}
    for form, lemma in list(duals.items()):
        # With a suffixed pronoun the dual loses its nun; where the sound plural is the same form, it decides nothing.
        if form.endswith("ين") and form[:-1] not in plural:
            duals.update({form[:-1] + pronoun: lemma for pronoun in _PRONOUNS})
    return {form: lemma for form, lemma in duals.items() if form not in _NOT_DUAL}


_NOT_DUAL = frozenset({"ولديه", "ولديها", "ولديهم", "ولديهما", "ولديهن"})


@cache
def phrases(name: str) -> PhraseTree:
    """The phrases of a table (`vague`, `units`, `modifiers/before`, `modifiers/after`) as a tree over their words (normalised, no article dropped)."""
    root: PhraseTree = {}
    table, _, place = name.partition("/")
    for row in read_table(table):
        if place and row["place"] != place:
            continue
        if table == "units":
            written = [form for form in row["forms"].split("|") if len(_PIECE.findall(form)) > 1]
        else:
            written = [row["phrase"]]
        for phrase in written:
            node = root
            for word in phrase.split():
                for piece in _PIECE.findall(normalize(word)):
                    node = node.setdefault(piece, {})  # type: ignore[assignment]
            node[END] = Phrase(table, row)
    return root


@lru_cache(maxsize=100_000)
def read_word(word: str) -> Reading:
    """The reading of a written word: the longest listed form that proclitics and article leave."""
    full = normalize(word)
    table, exact = entries(), sensitive()
    skipped = _hamza_split(word)
    for prefix in _PREFIXES:
        if not full.startswith(prefix) or (prefix == "" and skipped):
            continue
        rest = full[len(prefix) :]
        lam = prefix.endswith("ل") and rest.startswith("ل")
        for norm, definite in ((rest, False), (rest[2:], True) if rest.startswith("ال") else (rest[1:], True) if lam else (rest, False)):
            if len(norm) < 2 and prefix:
                continue
            entry = table.get(norm)
            if norm in exact:
                entry = _exact(word, norm, entry)
            if entry is not None and not (prefix and _false_friend(prefix, norm, entry, definite)):
                return Reading(full, norm, prefix, _raw_length(word, len(prefix)), definite, entry)
    return Reading(full, full, "", 0, full.startswith("ال"), None)


def _exact(word: str, norm: str, entry: Entry | None) -> Entry | None:
    for letters, slot, value in sensitive()[norm]:
        if any(c in word for c in letters):
            merged = Entry(groups=set(), slots={slot: value})
            if entry is not None:
                merged.slots.update(entry.slots)
                merged.groups.update(entry.groups)
                merged.unit, merged.dual, merged.noun, merged.phrase = entry.unit, entry.dual, entry.noun, entry.phrase
            return merged
    return entry


def _hamza_split(word: str) -> bool:
    """`وأحد` is `و` + `أحد`, though without its hamza it is spelled like `واحد`."""
    return word.startswith(("وأحد", "وإحد"))


def _false_friend(prefix: str, norm: str, entry: Entry, definite: bool) -> bool:
    """Readings with a proclitic that are nearly always another word: `لست`, `كست`, `سواحد`."""
    if prefix == "س":
        return True
    if len(norm) <= 2 and not definite:
        return norm in ("ست", "مم", "سم", "كم", "طن", "مل", "سن", "اب", "سي", "تي", "بي", "ال", "جي", "مي", "سو", "كا", "لا", "لم", "ام", "ما", "ين", "غم", "جم", "كغ", "نص", "اس", "اف", "ار", "ده") and norm != "" and not norm.isdigit() and prefix not in ("و", "ف")
    return bool(entry.unit and not entry.slots and not entry.groups and prefix[-1] in "لك" and not definite and len(norm) <= 3)


def _raw_length(word: str, letters: int) -> int:
    """How many characters of `word` spell its first `letters` normalised letters, marks after them included."""
    if not letters:
        return 0
    count = 0
    for i, char in enumerate(word):
        if normalize(char):
            if count == letters:
                return i
            count += 1
    return len(word)
