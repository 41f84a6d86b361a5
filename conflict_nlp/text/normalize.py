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

# What hides a word without being part of it: tatweel, Koranic marks, zero-width characters, direction marks, soft hyphen.
_INVISIBLE = re.compile("[\u0640\u06d6-\u06ed\u08d3-\u08ff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
_FOLD = str.maketrans(
    "ؤئیىکڪگەہۀ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫",
    "ويييكككههه01234567890123456789,.",
)


@lru_cache(maxsize=200_000)
def normalize(word: str) -> str:
    """`word` without diacritics, tatweel and invisible characters, with one form of alef, ya, ta marbuta, kaf and of
    hamza on its seats, presentation forms resolved and Arabic-Indic and Persian digits written in ASCII."""
    if word.isascii():
        return word.lower()
    word = dediac_ar(_INVISIBLE.sub("", normalize_unicode(word)))
    word = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(word)))
    return word.translate(_FOLD).lower()
