"""The spelling that norms have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_nlp.text.normalize import _normalize_characters, normalize

ARABIC = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF))


@pytest.mark.parametrize(
    ("word", "norm"),
    [
        ("قَتَلَ", "قتل"),
        ("أُصيب", "اصيب"),
        ("إلى", "الي"),
        ("آخر", "اخر"),
        ("ٱلبيت", "البيت"),
        ("مؤسسة", "موسسه"),
        ("کرکوک", "كركوك"),
        ("ڤيينا", "فيينا"),
        ("ﻗﺼﻒ", "قصف"),
        ("ﷲ", "الله"),
        ("١٬٢٥٠", "1,250"),
        ("۳٫۵", "3.5"),
        ("قتيييل", "قتيل"),
        ("للليبيين", "للليبيين"),
        ("ا\u0654مس", "امس"),
        ("NATO", "nato"),
        ("111", "111"),
    ],
)
def test_examples(word: str, norm: str) -> None:
    assert normalize(word) == norm


@given(ARABIC)
def test_normalising_twice_changes_nothing(word: str) -> None:
    assert normalize(normalize(word)) == normalize(word)


@given(st.text(st.characters(min_codepoint=0x621, max_codepoint=0x652), max_size=2))
def test_the_short_way_gives_what_camel_tools_gives(word: str) -> None:
    assert normalize(word) == _normalize_characters(word)
