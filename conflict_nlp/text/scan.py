"""Words of a text without spaCy: where they begin and end, and their norm.

The text is cut at spaces first; a chunk between two spaces is analysed once and remembered, which makes news fast to read.
Patterns have no nested choices, so that time is linear in the text's length whatever the text holds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from conflict_nlp.text.clitics import PROCLITICS, CliticModel, default_model
from conflict_nlp.text.normalize import HIDDEN, normalize

_CACHE_SIZE = 200_000
_LONGEST_CACHED = 40
_LONGEST_SPELT_OUT = 16

_LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
# Harakat, tatweel, Koranic marks, combining marks, variation selectors.
_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u0300-\u036f\ufe00-\ufe0f"
_NEWLINE = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_ARABIC = f"[{_MARK}{HIDDEN}]*[{_LETTER}][{_LETTER}{_MARK}{HIDDEN}]*"
# What people put between the letters of a word that they do not want to be found.
_SEPARATOR = "[.·•*_~|/+-]"

_TOKEN = re.compile(
    rf"""
    (?P<arabic> {_ARABIC} (?: {_SEPARATOR} {_ARABIC} )* )
  | (?P<number> [{HIDDEN}]* (?: \d{{4}}-\d\d?-\d\d?(?!\d) | \d\d?-\d\d?-\d{{4}}(?!\d) | \d+ (?: [.,٫٬،:/] \d+ )* ) [{HIDDEN}]* )
  | (?P<address> (?: https?:// | www\. ) [^\s<>"'«»،؛()]+ | @[A-Za-z0-9_]+ )
  | (?P<word> [^\W\d_{_LETTER}] [^\W\d_{_LETTER}\u0300-\u036f]* (?: ['’] [^\W\d_{_LETTER}]+ )* )
  | (?P<newlines> [{_NEWLINE}]+ )
  | (?P<blank> [^\S{_NEWLINE}]+ )
  | (?P<run> \.{{2,}} | [!?؟]{{2,}} | -{{2,}} | [{_MARK}{HIDDEN}]+ )
  | (?P<symbol> . [\ufe00-\ufe0f]* )
    """,
    re.VERBOSE | re.DOTALL,
)
_SEPARATED = re.compile(f"({_SEPARATOR})")
_NOT_LETTERS = re.compile(f"[^{_LETTER}]")
# Three single letters or more with one space between each (`ق س د`); the first search is for a literal space, so it is cheap.
_SPELT_OUT_HINT = re.compile(f" [{_LETTER}] [{_LETTER}]")
_SPELT_OUT = re.compile(rf"(?<![\w{_MARK}{HIDDEN}.·•*~|/+-])[{_LETTER}](?: [{_LETTER}]){{2,}}(?![\w{_MARK}{HIDDEN}])")
# Proclitics, alone or stacked, with the article or without.
_BARE = re.compile("([وف]?)([بكل]?)(ال)?|([وف]?)(ل)(ل)")
_OPENS = frozenset("\"'«“”‘’„‹([{#@`")


class Pieces(NamedTuple):
    """The tokens of a stretch of text: their texts, whether a space follows, and their norms."""

    words: list[str]
    spaces: list[bool]
    norms: list[str]


class Scanner:
    """Cuts texts into tokens with a clitic model and remembers what it has seen."""

    def __init__(self, model: CliticModel) -> None:
        self.model = model
        self._chunks: dict[str, Pieces] = {}

    def scan(self, text: str) -> Pieces:
        """The tokens of `text`, white space beyond single spaces included, so that the parts make up the text."""
        pieces = Pieces([], [], [])
        start = 0
        if _SPELT_OUT_HINT.search(text) or _SPELT_OUT.match(text):
            for match in _SPELT_OUT.finditer(text):
                first, last = self._spelt_out(match)
                if first < last:
                    self._scan(text[start:first], pieces)
                    spelt = text[first:last]
                    pieces.words.append(spelt)
                    pieces.spaces.append(text[last : last + 1] == " ")
                    pieces.norms.append(normalize(spelt.replace(" ", "")))
                    start = last + (text[last : last + 1] == " ")
        self._scan(text[start:] if start else text, pieces)
        return pieces

    def _scan(self, text: str, pieces: Pieces) -> None:
        if not text:
            return
        words, spaces, norms = pieces
        chunks = self._chunks
        if len(chunks) > _CACHE_SIZE:
            chunks.clear()
        blanks = 0
        known = chunks.get
        for chunk in text.split(" "):
            if not chunk:
                blanks += 1
                continue
            if blanks:
                words.append(" " * blanks)
                spaces.append(False)
                norms.append(" " * blanks)
                blanks = 0
            found = known(chunk)
            if found is None:
                found = self._analyse(chunk)
                if len(chunk) <= _LONGEST_CACHED:
                    chunks[chunk] = found
            words += found[0]
            spaces += found[1]
            norms += found[2]
        if text[-1] != " ":
            spaces[-1] = False
        elif blanks > 1:
            words.append(" " * (blanks - 1))
            spaces.append(False)
            norms.append(" " * (blanks - 1))

    def _analyse(self, chunk: str) -> Pieces:
        """The tokens of a chunk that holds no space; the last one counts as followed by a space."""
        words: list[str] = []
        norms: list[str] = []
        for match in _TOKEN.finditer(chunk):
            text = match.group()
            if match.lastgroup == "arabic":
                self._arabic(text, chunk[match.end() : match.end() + 1], words, norms)
            else:
                words.append(text)
                norms.append(normalize(text) or text)
        return Pieces(words, [False] * (len(words) - 1) + [True], norms)

    def _arabic(self, text: str, following: str, words: list[str], norms: list[str]) -> None:
        """Adds the tokens of Arabic words that separators may join."""
        parts = _SEPARATED.split(text)
        if len(parts) > 1 and len(text) <= 2 * _LONGEST_SPELT_OUT:
            letters = [normalize(part) for part in parts[::2]]
            # A proclitic before letters that are spelt out: `وق.ص.ف`, `وأ.د.`
            stacked = len(letters[0]) == 2 and letters[0][0] in PROCLITICS and all(len(part) == 1 for part in letters[1:])
            if stacked and (end := _end_of(parts[0], letters[0][0])):
                words.append(text[:end])
                norms.append(letters[0][0])
                text, parts[0], letters[0] = text[end:], parts[0][end:], letters[0][1:]
            whole = "".join(letters)
            if self._is_spelt_out(letters, parts[1::2], whole):
                self._word(text, whole, following, words, norms, spelt=all(len(part) == 1 for part in letters))
                return
        for i, part in enumerate(parts):
            if i % 2:
                words.append(part)
                norms.append(part)
            else:
                after = parts[i + 1] if i + 1 < len(parts) else following
                self._word(part, normalize(part), after, words, norms)

    def _is_spelt_out(self, parts: list[str], separators: list[str], whole: str) -> bool:
        """Whether separators hide one word: single letters with one and the same sign between them (`ق.ص.ف`, `أ.ف.ب`), or parts
        of which one is no word, that together make a word of the corpus (`د.اعش`)."""
        if len(set(separators)) > 1:
            return False
        if all(len(part) == 1 for part in parts):
            return separators[0] == "." or len(parts) > 2
        counts = self.model.counts
        rest = self.model.cuts(whole)
        known = counts.get(whole[rest[-1] :] if rest else whole, 0)
        return known > 0 and any(len(part) == 1 or not counts.get(part) for part in parts)

    def _word(self, text: str, norm: str, following: str, words: list[str], norms: list[str], *, spelt: bool = False) -> None:
        """Adds the tokens of one Arabic word: proclitics, then the rest. A word `spelt` letter by letter has none."""
        cuts = () if spelt else self._cuts(text, norm, following)
        start = before = 0
        for cut in cuts:
            end = cut if len(text) == len(norm) else _end_of(text, norm[:cut])
            if end <= start or end >= len(text):
                break
            words.append(text[start:end])
            norms.append(norm[before:cut])
            start, before = end, cut
        words.append(text[start:])
        rest = norm[before:]
        if before and norm.startswith("لل", before - 1):
            rest = self.model.without_proclitic(norm[before - 1 :]) if len(rest) > 1 else "ال"
        norms.append(rest or text[start:])

    def _cuts(self, text: str, norm: str, following: str) -> tuple[int, ...]:
        if len(norm) < 2:
            return ()
        # Nothing but proclitics and the article, drawn out or written to what is no Arabic word: `وبـ15`, `لـ"قسد"`, `الـ20`.
        if len(norm) <= 4 and (
            text[-1] == "ـ" or following.isdigit() or following in _OPENS or (following.isascii() and following.isalpha())
        ):
            bare = _BARE.fullmatch(norm)
            if bare:
                return tuple(bare.end(group) for group in range(1, 7) if bare.group(group) and bare.end(group) < len(norm))
        return self.model.cuts(norm, text if len(text) == len(norm) else _NOT_LETTERS.sub("", text))

    def _spelt_out(self, match: re.Match[str]) -> tuple[int, int]:
        """The offsets of the word that single letters spell; empty where they are proclitics that stand alone."""
        first, last = match.span()
        letters = normalize(match.group().replace(" ", ""))
        if last - first > 2 * _LONGEST_SPELT_OUT or all(letter in "وفبلكسا" for letter in letters):
            return last, last
        if len(letters) > 3 and self.model.cuts(letters):
            first += 2
        return first, last


def _end_of(text: str, norm: str) -> int:
    """Where the part of `text` ends whose norm is `norm`, with the marks that follow; 0 where no such place exists."""
    length = 0
    for i, character in enumerate(text):
        found = len(normalize(character))
        if found and length >= len(norm):
            return i if length == len(norm) else 0
        length += found
    return 0


@cache
def default_scanner() -> Scanner:
    """A scanner with the package's clitic model."""
    return Scanner(default_model())


def tokenize(text: str) -> list[tuple[int, int, str]]:
    """The tokens of `text` as (start, end, norm), white space left out."""
    tokens = []
    start = 0
    for word, space, norm in zip(*default_scanner().scan(text), strict=True):
        end = start + len(word)
        if not word.isspace():
            tokens.append((start, end, norm))
        start = end + space
    return tokens


def split_clitics(word: str) -> list[int]:
    """Where the proclitics of one written word end: `[]` for `وزارة`, `[1]` for `وقال`, `[1, 2]` for `وبريف`."""
    ends = [end for _, end, _ in tokenize(word)]
    return ends[:-1]
