"""The seed of an event: one word that tells of an attack or arrest."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflict_nlp.attribution.actors import Actor
from conflict_nlp.events.phrases import Span


@dataclass(slots=True)
class Seed:
    """One word that tells of an event: at word `at`, read by `rule`.

    `kind`: `noun`, `verb`, `harm` (`قتل`, `مقتل`), `clash`, `claim` (of responsibility), `by` (`على يد`, blame), `mark` (only joins a
    claim to the event that caused it). `alone` tells whether it makes an event by itself, `denied` whether the text denies it or only
    fears it. `victims` are targets that a word of harm names, `targets` those of the attack.
    """

    at: int
    sent: int
    kind: str
    rule: str
    type: str = "ASSAULT"
    mode: str = ""
    acled: str = ""
    alone: bool = True
    actors: list[Actor] = field(default_factory=list)
    others: list[Actor] = field(default_factory=list)
    targets: list[Span] = field(default_factory=list)
    victims: list[Span] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    denied: bool = False
