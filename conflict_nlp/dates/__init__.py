"""Dates in Arabic news: what day a word means, and on which day the harm of a claim was done."""

from __future__ import annotations

from conflict_nlp.dates.find import find_dates
from conflict_nlp.dates.head import document_date
from conflict_nlp.dates.records import DateMention
from conflict_nlp.dates.timeline import Timeline, assign_dates, date_at, dated

__all__ = ["DateMention", "Timeline", "assign_dates", "date_at", "dated", "document_date", "find_dates"]
