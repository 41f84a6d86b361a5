"""A small writer of Arabic numerals for tests, made without a look at the parser's tables."""

from __future__ import annotations

_ONES = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_TENS = ("", "عشر", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")
_SCALES = ((10**9, "مليار", "ملياران", "مليارات"), (10**6, "مليون", "مليونان", "ملايين"), (10**3, "ألف", "ألفان", "آلاف"))


def below_thousand(n: int) -> list[str]:
    """The parts of a number below a thousand, which `و` joins."""
    parts = [_HUNDREDS[n // 100]] if n >= 100 else []
    n %= 100
    if n in (11, 12):
        parts.append(("أحد عشر", "اثنا عشر")[n - 11])
    elif 12 < n < 20:
        parts.append(f"{_ONES[n - 10]} عشر")
    elif 0 < n <= 10:
        parts.append(_ONES[n])
    elif n:
        parts += [_ONES[n % 10]] * bool(n % 10) + [_TENS[n // 10]]
    return parts


def spell(n: int, *, joiner: str = " و") -> str:
    """`n` in words, masculine and nominative."""
    if n == 0:
        return "صفر"
    parts = []
    for scale, one, two, many in _SCALES:
        count, n = divmod(n, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            noun = many if 3 <= count % 100 <= 10 else one
            parts.append(f"{joiner.join(below_thousand(count))} {noun}")
    return joiner.join(parts + below_thousand(n))
