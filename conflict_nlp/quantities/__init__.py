"""Quantities in Arabic text: numbers in digits and words, duals, vague words, ranges, and what is no count."""

from __future__ import annotations

from conflict_nlp.quantities.parse import ParsedQuantity, find_quantities, parse_quantities

__all__ = ["ParsedQuantity", "find_quantities", "parse_quantities"]
