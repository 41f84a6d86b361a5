"""The places in a numeral that a word can fill, as bits of one integer (`numbers.csv` names them in lower case).

A word that can fill several (`خمس`: five, a fifth) has the same value in all of them.
"""

from __future__ import annotations

_NAMES = (
    *("unit", "one_of", "eleven", "twelve", "ten", "teen", "tens", "hundred", "hundreds"),
    *("scale", "scale_acc", "scale_pl", "scale_dual", "many", "before_hundred", "colloquial", "ordinal", "ordinal_eleven"),
    *("fraction", "fraction_loose", "fraction_du", "fraction_du_loose", "fraction_pl"),
)
BITS = {name: 1 << n for n, name in enumerate(_NAMES)}

UNIT = BITS["unit"]
ONE_OF = BITS["one_of"]
ELEVEN = BITS["eleven"]
TWELVE = BITS["twelve"]
TEN = BITS["ten"]
TEEN = BITS["teen"]
TENS = BITS["tens"]
HUNDRED = BITS["hundred"]
HUNDREDS = BITS["hundreds"]
SCALE = BITS["scale"]
SCALE_ACC = BITS["scale_acc"]
SCALE_PL = BITS["scale_pl"]
SCALE_DUAL = BITS["scale_dual"]
MANY = BITS["many"]
BEFORE_HUNDRED = BITS["before_hundred"]
COLLOQUIAL = BITS["colloquial"]
ORDINAL = BITS["ordinal"]
ORDINAL_ELEVEN = BITS["ordinal_eleven"]
FRACTION = BITS["fraction"]
FRACTION_LOOSE = BITS["fraction_loose"]
FRACTION_DU = BITS["fraction_du"]
FRACTION_DU_LOOSE = BITS["fraction_du_loose"]
FRACTION_PL = BITS["fraction_pl"]

SCALES = SCALE | SCALE_ACC | SCALE_PL
# What can stand first in a cardinal number below a thousand.
GROUP_START = UNIT | ONE_OF | ELEVEN | TWELVE | TEN | TEEN | TENS | HUNDRED | HUNDREDS | BEFORE_HUNDRED
CARDINAL = GROUP_START | SCALES | SCALE_DUAL
ANY_FRACTION = FRACTION | FRACTION_LOOSE | FRACTION_DU | FRACTION_DU_LOOSE
