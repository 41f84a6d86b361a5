"""What holds of every text: offsets, bounds, order, termination, growth."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_nlp.quantities import find_quantities, parse_quantities

WORDS = (
    "قتل عشرة خمسة وعشرون مئة ألف آلاف مليون نصف و بين من إلى أكثر لا يقل عن على الأقل شخصا جنديين عشرات بضع أحد واحد الساعة عام يوم آذار",
    "الأول 5 20 2015 1,000 ٣٫٥ 12/5 3-1 % $ كم ( ) - ، . صفر نيف دبل فاصلة ناقص",
)
PIECES = [*(piece for words in WORDS for piece in words.split()), "\n"]


def check(text: str) -> None:
    """The promises of `find_quantities` about its spans and bounds."""
    end = 0
    for parsed in parse_quantities(text):
        q = parsed.quantity
        assert end <= q.start < q.end <= len(text)
        assert q.text == text[q.start : q.end]
        assert q.start <= parsed.number_start < parsed.number_end <= q.end
        assert q.low is None or q.high is None or q.low <= q.high
        assert q.value is None or q.modifier not in ("range", "vague")
        end = q.end


@given(st.text(max_size=300))
def test_any_text(text):
    check(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([" ", "", " و"]))
def test_any_order_of_number_words(pieces, joiner):
    check(joiner.join(pieces))


@given(st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳.,٬٫،'-/:+ \u00a0\u200f()رو%", max_size=60))
def test_any_digits_and_signs(text):
    check(text)


@pytest.mark.parametrize("text", ["\ud800 20 \udfff", "20\x00", "(" * 10_000 + "20" + ")" * 10_000, "ـ" * 5000, "\u200f" * 5000 + "7"])
def test_hostile_texts(text):
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        "ألف و",
        "مئة ألف ",
        "خمسة ",
        "بين 5 و",
        "1,",
        "0 ",
        "5-",
        "لا يقل عدد ",
        "أكثر من ",
        "نصف و",
        "و" * 7 + " ",
        "1.1.",
        "٬1",
        "+1",
        "(",
        "الـ ",
    ],
)
def test_work_grows_with_the_text(piece):
    """Counted in function calls, not in time: eight times the text makes at most nine times the calls."""

    def calls(text: str) -> int:
        count = 0

        def profile(frame, event, arg):
            nonlocal count
            count += event == "call"

        find_quantities(text)
        sys.setprofile(profile)
        try:
            find_quantities(text)
        finally:
            sys.setprofile(None)
        return count

    assert calls(piece * 800) <= 9 * calls(piece * 100) + 1000
    assert calls(piece * 800 + " عشر 5") <= 9 * calls(piece * 100 + " عشر 5") + 1000


@pytest.mark.parametrize("text", ["+" + "1" * 20_000, "1" * 20_000 + "x", "1-" * 10_000, "1 " * 10_000 + "x", "و" * 20_000, "1." * 10_000])
def test_patterns_do_not_backtrack(text):
    start = time.process_time()
    find_quantities(text)
    assert time.process_time() - start < 2
