"""Spelling normalisation of single words, on `camel_tools`: what `token.norm_` holds.

Only the norm is normalised; the text itself is never altered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

# Characters that show nothing and stand at the edges of words too: zero-width characters, direction marks, soft hyphen. A string, since it
# is asked for single characters and is the inside of character classes.
HIDDEN = "".join(map(chr, (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
# What hides a word without being part of it: these, tatweel, Koranic and combining marks, variation selectors.
_INVISIBLE = re.compile(
    f"[\u0610-\u061a\u0640\u0653-\u065f\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u0300-\u036f\ufe00-\ufe0f{HIDDEN}]"
)
# One letter for the hamza seats, for what Persian, Kurdish and Urdu keyboards write, and for dotless look-alikes; ASCII digits.
_FOLD = str.maketrans(
    "ؤئیىێېےکڪگہۀەھۆۇۈۋڕڤڡپٮٯچژں٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫",
    "وييييييكككههههوووورففببقجزن01234567890123456789,.",
)
# Letters drawn out for emphasis (`قتيييل`); three lams do occur in words (`للليبيين`).
_DRAWN_OUT = re.compile(r"([\u0621-\u063a\u0641-\u0643\u0645-\u064a])\1{2,}")
# `فدائيين`: a hamza seat before the plural's ending makes three letters alike.
_PLURAL = re.compile("ي{3,}(?=ن$)")
# Words of which each character can be looked up by itself: without combining hamza and madda.
_PLAIN = re.compile("[\u0600-\u0652\u0660-\u06ff]+")


@lru_cache(maxsize=200_000)
def normalize(word: str) -> str:
    """`word` without diacritics, tatweel and invisible characters, with one form of alef, ya, ta marbuta, kaf and of
    hamza on its seats, presentation forms resolved and Arabic-Indic and Persian digits written in ASCII."""
    if word.isascii():
        return word.lower()
    folded = word.translate(_PLAIN_FORMS) if _PLAIN.fullmatch(word) else _normalize_characters(word)
    return _DRAWN_OUT.sub(r"\1", _PLURAL.sub("يي", folded))


def _normalize_characters(word: str) -> str:
    """The normalisation without what looks at several characters at once."""
    word = dediac_ar(_INVISIBLE.sub("", normalize_unicode(word)))
    word = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(word)))
    return word.translate(_FOLD).lower()


_PLAIN_FORMS = {code: _normalize_characters(chr(code)) for code in range(0x600, 0x700)}


def without_hidden(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of `text` without `HIDDEN` characters at its edges; as it is where it has no others."""
    first, last = start, end
    while first < last and text[first] in HIDDEN:
        first += 1
    while last > first and text[last - 1] in HIDDEN:
        last -= 1
    return (first, last) if first < last else (start, end)
