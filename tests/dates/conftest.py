"""What the tests of dates share: a text read on a given day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from conflict_nlp.dates import DateMention, find_dates
from conflict_nlp.text.view import View

TODAY = date(2015, 8, 1)  # a Saturday; 15 Shawwal 1436
Reader = Callable[..., list[DateMention]]


@pytest.fixture(scope="session")
def read(rules: Language) -> Reader:
    """Text, day and country -> its dates."""

    def reader(text: str, today: date | None = TODAY, country: str | None = None) -> list[DateMention]:
        return find_dates(View(rules(text)), today, country)

    return reader
