"""The tables of the number parser: every written form that matters to it, by normalised spelling, and how a word is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from conflict_nlp.nouns import noun_forms
from conflict_nlp.quantities.slots import BITS
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize


class Unit(NamedTuple):
    """A unit of measure; `number` is `sg` for the bare singular, `acc` with tanween, `du`, `pl`, or empty for abbreviations."""

    name: str
    category: str
    number: str = ""


@dataclass(slots=True)
class Entry:
    """What the lexicon knows of one form: places in a numeral (bits of `slots`) with the value, a unit, groups of context
    words, the noun of which it is the dual (`dual`), whether it is a noun or begins a phrase."""

    slots: int = 0
    num: int = 0
    unit: Unit | None = None
    groups: set[str] = field(default_factory=set)
    dual: str = ""
    noun: bool = False
    phrase: bool = False

    @property
    def starts_number(self) -> bool:
        """Whether a quantity can begin with this form."""
        return bool(self.slots or self.dual or (self.unit and self.unit.number in ("du", "sg"))) or not self.groups.isdisjoint(
            ("minus", "odd", "repeat")
        )


class Token:
    """A word (`w`), a number in digits (`n`), a sign (`p`) or a line break (`l`), without its place in the text: one token
    serves all occurrences of a word.

    A word is read as `prefix` proclitics (`وب`), of `skip` characters, then `norm`, which has its article where `definite`;
    `full` is the whole word normalised.

    `slots` and `num` are those of the entry, `bare` the slots of a word without proclitics; `joins` is 1 where `و` is
    attached, 2 for the word `و` itself; `starts` tells whether a quantity or a modifier can begin with the word.
    """

    __slots__ = ("bare", "definite", "entry", "full", "groups", "joins", "kind", "norm", "num", "prefix", "skip", "slots", "starts")

    def __init__(
        self, kind: str, full: str, norm: str, prefix: str = "", skip: int = 0, definite: bool = False, entry: Entry | None = None
    ) -> None:
        self.kind, self.full, self.norm, self.prefix, self.skip, self.definite, self.entry = kind, full, norm, prefix, skip, definite, entry
        self.slots = entry.slots if entry is not None else 0
        self.num = entry.num if entry is not None else 0
        self.groups: set[str] | frozenset[str] = entry.groups if entry is not None else _NO_GROUPS
        self.bare = 0 if prefix else self.slots
        self.joins = 1 if prefix == "و" else 2 if full == "و" else 0
        self.starts = entry is not None and (entry.starts_number or entry.phrase)


class Phrase(NamedTuple):
    """An end of the phrase tree: what the phrase means."""

    table: str
    row: dict[str, str]


PhraseTree = dict[str, "PhraseTree | Phrase"]
END = ""
_NO_GROUPS: frozenset[str] = frozenset()
# Attached proclitics in the order in which they may stand, the empty reading first.
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
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
            entry = at(row["form"])
            entry.slots |= BITS[row["slot"]]
            entry.num = int(row["value"])
    for row in read_table("units"):
        singular, *others = row["forms"].split("|")
        for form in (singular, *others):
            if form != "-" and " " not in form:
                number = "sg" if form == singular else "acc" if form == singular + "ا" else "pl" if len(form) > 3 else ""
                at(form).unit = at(form).unit or Unit(row["unit"], row["category"], number)
        if len(singular) > 2 and " " not in singular:
            stem = singular[:-1] + "ت" if singular.endswith("ة") else singular
            for ending in ("ان", "ين"):
                at(stem + ending).unit = at(stem + ending).unit or Unit(row["unit"], row["category"], "du")
    for row in read_table("numbers_context"):
        entry = at(row["word"])
        entry.groups.add(row["group"])
        if row["group"] == "not_number":
            entry.unit = None
    for form, lemma in _duals().items():
        entry = table.setdefault(form, Entry())
        if not entry.slots and not entry.unit and "not_number" not in entry.groups:
            entry.dual = lemma
    for form in noun_forms():
        if form in table:
            table[form].noun = True
    for tree in (phrases("vague"), phrases("modifiers/before"), phrases("modifiers/after"), phrases("units")):
        for word in sorted(tree, key=len):
            # `فأكثر` is found by its whole form when read as `ف` + `أكثر`.
            if not (word[0] in "وف" and word[1:] in table):
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
        if form.endswith("ين") and form[:-1] not in plural and noun_forms()[form][0].kind != "thing":
            duals.update({form[:-1] + pronoun: lemma for pronoun in _PRONOUNS if form[:-1] + pronoun not in noun_forms()})
    return duals


@cache
def phrases(name: str) -> PhraseTree:
    """The phrases of a table (`vague`, `units`, `modifiers/before`, `modifiers/after`) as a tree over their words."""
    root: PhraseTree = {}
    table, _, place = name.partition("/")
    for row in read_table(table):
        if place and row["place"] != place:
            continue
        written = [form for form in row["forms"].split("|") if len(_PIECE.findall(form)) > 1] if table == "units" else [row["phrase"]]
        for phrase in written:
            node = root
            for word in phrase.split():
                for piece in _PIECE.findall(normalize(word)):
                    node = node.setdefault(piece, {})  # type: ignore[assignment]
            node[END] = Phrase(table, row)
    return root


@lru_cache(maxsize=100_000)
def read_word(word: str) -> Token:
    """The reading of a written word: the longest listed form that proclitics and article leave."""
    full = normalize(word)
    table, exact = entries(), sensitive()
    # `وأحد` is `و` + `أحد`, though without its hamza it is spelled like `واحد`.
    prefixes = _PREFIXES[1:] if word.startswith(("وأحد", "وإحد")) else _PREFIXES
    for prefix in prefixes:
        if not full.startswith(prefix):
            continue
        rest = full[len(prefix) :]
        for norm, definite in _stems(prefix, rest):
            entry = table.get(norm)
            if norm in exact:
                entry = _spelled(word, norm, entry)
            if entry is not None and entry.dual and _is_other_word(word, prefix, norm, entry):
                continue
            if entry is None or (len(norm) <= 2 and not entry.slots and not entry.phrase and (definite or prefix not in ("", "و"))):
                # Abbreviations take neither article nor prepositions.
                continue
            if norm.startswith("ال") and not definite and not entry.slots and (stem := table.get(norm[2:])) is not None:
                # Listed with its article (`الساعة`) as well as without: what holds of the bare form holds too.
                return Token("w", full, norm[2:], prefix, _raw_length(word, len(prefix)), True, _merged(stem, entry))
            return Token("w", full, norm, prefix, _raw_length(word, len(prefix)), definite, entry)
    return Token("w", full, full, "", 0, full.startswith("ال"), None)


def _is_other_word(word: str, prefix: str, norm: str, entry: Entry) -> bool:
    """`شخصية` ends in ta marbuta, not in the pronoun of `طفليه`; `كاثرين` holds no `ك`."""
    return (norm.endswith("يه") and not word.endswith("ه")) or (prefix[-1:] in ("ك", "ف") and norm.endswith("ين"))


def _stems(prefix: str, rest: str) -> Iterator[tuple[str, bool]]:
    """What remains of a word after `prefix`, with its article and without; `للمئات` is `ل` + `المئات`."""
    if prefix.endswith("ل") and rest.startswith("ل"):
        yield rest[1:], True
    elif rest:
        yield rest, False
        if rest.startswith("ال"):
            yield rest[2:], True


def _merged(one: Entry, other: Entry) -> Entry:
    return Entry(
        one.slots | other.slots,
        one.num or other.num,
        one.unit or other.unit,
        one.groups | other.groups,
        one.dual,
        one.noun or other.noun,
        one.phrase or other.phrase,
    )


def _spelled(word: str, norm: str, entry: Entry | None) -> Entry | None:
    """The entry of a form that is a number only where its spelling has certain letters."""
    for letters, slot, value in sensitive()[norm]:
        if any(letter in word for letter in letters):
            return _merged(Entry(BITS[slot], value), entry or Entry())
    return entry


def _raw_length(word: str, letters: int) -> int:
    """How many characters of `word` spell its first `letters` normalised letters, marks after them included."""
    count = 0
    for i, char in enumerate(word):
        if letters and normalize(char):
            if count == letters:
                return i
            count += 1
    return 0
