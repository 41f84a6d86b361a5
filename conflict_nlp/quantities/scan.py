"""One pass over the text: words, numbers in digits, and signs, with what the lexicon knows of each."""

from __future__ import annotations

import re
from functools import lru_cache

from conflict_nlp.quantities.lexicon import Token, read_word

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c"
# Each alternative begins with another class of character, and no repetition holds another one over the same characters, so
# that matching is linear. A word ends after ta marbuta, which only ends words (`سبعمائةأربعون`).
_TOKEN = re.compile(
    rf"([{_DIGIT}]+(?:[.,٬٫،'’ر{_HIDDEN}]{{1,4}}[{_DIGIT}]+)*)"
    rf"|([^\W\d_ة](?:[^\W\d_ة{_HIDDEN}]|[{_HIDDEN}\u064b-\u065f\u0670\u0640\u06d6-\u06ed])*ة?[{_HIDDEN}\u064b-\u0652]*)"
    r"|\n|[^\s\w]|_|\w"
)
_NUMBER, _WORD = 1, 2
_CHUNK = re.compile(r"\S+|\n")
# The letter `ر` stands for the decimal sign in some agencies' reports: `5ر7 مليون`.
_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،ر’", "01234567890123456789,,'")
_STRIP_HIDDEN = re.compile(f"[{_HIDDEN}]")
_SIGNS_AS_WORDS = frozenset("$€£¥₪₺﷼¢°")
_MAX_DIGITS = 4000
# Longer stretches without a space are read anew each time.
_CACHED = 60
_GROUP_SPACES = frozenset(" \u00a0\u2009\u202f\u2007")


class Number(Token):
    """A number in digits: `value` is what they say (`None` where no number: `1.2.3`), `digits` how they are written without
    hidden characters, `grouped` tells whether separators group them, `dotted` whether a single dot or comma does so, which
    could be a decimal sign too."""

    __slots__ = ("digits", "dotted", "grouped", "value")

    def __init__(self, value: int | float | None, digits: str, *, grouped: bool = False, dotted: bool = False) -> None:
        super().__init__("n", digits, digits)
        self.value, self.digits, self.grouped, self.dotted = value, digits, grouped, dotted


class Tokens(list[Token]):
    """The tokens of a text with their places: `starts[i]` follows the attached proclitics of word `i`; `begins` holds the
    indices of the tokens with which a quantity or a modifier can begin."""

    __slots__ = ("begins", "ends", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.begins: list[int] = []

    def add(self, token: Token, start: int, end: int) -> None:
        """Append a token."""
        self.append(token)
        self.starts.append(start)
        self.ends.append(end)

    def touch(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]


def scan(text: str) -> Tokens:
    """The tokens of `text`."""
    tokens = Tokens()
    starts, ends, begins = tokens.starts, tokens.ends, tokens.begins
    for match in _CHUNK.finditer(text):
        start = match.start()
        chunk = match[0]
        pieces = _pieces(chunk) if len(chunk) <= _CACHED else _read_pieces(chunk)
        if pieces is None:
            _scan_digits(text, start, match.end(), tokens)
            continue
        for token, first, last in pieces:
            if token.starts:
                begins.append(len(starts))
            tokens.append(token)
            starts.append(start + first)
            ends.append(start + last)
    return tokens


def _read_pieces(chunk: str) -> tuple[tuple[Token, int, int], ...] | None:
    """The tokens of what stands between two spaces, with their places in it; `None` where it holds digits."""
    pieces = []
    for match in _TOKEN.finditer(chunk):
        start, end = match.span()
        if match.lastindex == _NUMBER:
            return None
        if match.lastindex == _WORD:
            word = read_word(match[0])
            pieces.append((word, start + word.skip, end))
        else:
            pieces.append((_sign(match[0]), start, end))
    return tuple(pieces)


_pieces = lru_cache(maxsize=100_000)(_read_pieces)


def _scan_digits(text: str, start: int, end: int, tokens: Tokens) -> None:
    """Add the tokens of a stretch of text that holds digits."""
    for match in _TOKEN.finditer(text, start, end):
        a, b = match.span()
        if match.lastindex == _NUMBER:
            _add_number(text, a, b, tokens)
        elif match.lastindex == _WORD:
            word = read_word(match[0])
            if word.starts:
                tokens.begins.append(len(tokens))
            tokens.add(word, a + word.skip, b)
        else:
            tokens.add(_sign(match[0]), a, b)


@lru_cache(maxsize=1000)
def _sign(sign: str) -> Token:
    return Token("l" if sign == "\n" else "p", sign, sign, entry=read_word(sign).entry if sign in _SIGNS_AS_WORDS else None)


def _add_number(text: str, start: int, end: int, tokens: Tokens) -> None:
    written = _STRIP_HIDDEN.sub("", text[start:end]).translate(_ASCII)
    last = tokens[-1] if tokens else None
    if isinstance(last, Number) and _continues_group(text, tokens.ends[-1], last, written, start):
        digits = last.digits + written.replace(".", "").split(",")[0] if written.isdigit() else last.digits + written[:3]
        rest = written[3:]
        value: int | float | None = int(digits) if not rest else _float(digits, rest[1:])
        tokens[-1] = Number(value, digits, grouped=True)
        tokens.ends[-1] = end
        return
    if "," in written and not _plausible(written):
        _split_list(text, start, end, tokens)
        return
    if start and text[start - 1] in ".٫" and _is_fraction_point(text, start, written):
        tokens[-1] = Number(_float("0", written), "0." + written)
        tokens.starts[-1], tokens.ends[-1] = start - 1, end
        tokens.begins.append(len(tokens) - 1)
        return
    value, grouped, dotted = interpret(written)
    tokens.begins.append(len(tokens))
    tokens.add(Number(value, written, grouped=grouped, dotted=dotted), start, end)


def _is_fraction_point(text: str, start: int, written: str) -> bool:
    """`.77`, `٫٧٧`: a decimal sign with nothing before it but space."""
    return written.isdigit() and (start == 1 or (len(written) > 1 and text[start - 2].isspace()))


def _continues_group(text: str, end: int, last: Number, written: str, start: int) -> bool:
    """`1 000 000`, `20 000`: groups of three with one space between."""
    if start - end != 1 or text[end] not in _GROUP_SPACES or not last.digits.isdigit() or last.digits[0] == "0":
        return False
    if (len(last.digits) > 3 and not last.grouped) or len(last.digits) > 15:
        return False
    head = re.split(r"[.,٫]", written, maxsplit=1)[0]
    return len(head) == 3 and (written.isdigit() or (written[4:].isdigit() and (last.grouped or len(written) < 7)))


def _plausible(written: str) -> bool:
    """Whether commas in `written` group or mark decimals; `1,2,3` is a list."""
    parts = written.split(",")
    if len(parts) == 2:
        return True
    return all(len(p) == 3 for p in parts[1:-1]) and len(re.split(r"[.٫]", parts[-1])[0]) == 3 and 1 <= len(parts[0]) <= 3


def _split_list(text: str, start: int, end: int, tokens: Tokens) -> None:
    for match in re.finditer(rf"[{_DIGIT}]+", text[start:end]):
        digits = match.group().translate(_ASCII)
        tokens.begins.append(len(tokens))
        a, b = start + match.start(), start + match.end()
        tokens.add(Number(_int(digits), digits), a, b)
        if b < end:
            tokens.add(_sign(text[b]), b, b + 1)


def interpret(written: str) -> tuple[int | float | None, bool, bool]:
    """The value of digits with separators, whether these group thousands, and whether only one dot or comma does so (which
    could be a decimal sign too: `1.250`)."""
    if written.isdigit():
        return _int(written), False, False
    plain = written.replace("٬", ",").replace("'", ",")
    plain, mark, decimals = plain.partition("٫")
    if mark:
        whole = plain.replace(",", "").replace(".", "")
        return (_float(whole, decimals), False, False) if whole.isdigit() and decimals.isdigit() else (None, False, False)
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        # The separator that comes last marks decimals.
        decimal = "." if plain.rfind(".") > plain.rfind(",") else ","
        group = "," if decimal == "." else "."
        whole, _, decimals = plain.rpartition(decimal)
        parts = whole.split(group)
        if decimal in whole or not decimals.isdigit() or not _groups(parts):
            return None, False, False
        return _float("".join(parts), decimals), True, False
    separator = "." if dots else ","
    parts = plain.split(separator)
    if not all(p.isdigit() for p in parts):
        return None, False, False
    if _groups(parts) and parts[0] != "0" and not (parts[0].startswith("0")):
        single = len(parts) == 2 and "٬" not in written and "'" not in written
        return _int("".join(parts)), True, single
    if len(parts) == 2:
        return _float(parts[0], parts[1]), False, False
    return None, False, False


def _groups(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:])


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MAX_DIGITS else None


def _float(whole: str, decimals: str) -> int | float | None:
    """A decimal number, an `int` where nothing but zeros follows the sign."""
    if not decimals.strip("0"):
        return _int(whole or "0")
    if len(whole) > 300:
        return _int(whole)
    return float(f"{whole or '0'}.{decimals[:30]}")
