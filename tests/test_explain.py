"""Why, in words. All sentences are invented."""

from __future__ import annotations

import conflict_nlp
from conflict_nlp.resources import read_table
from tests.test_suites import FLOORS, read_suite

TEXT = "قال المرصد السوري لحقوق الإنسان إن 17 عنصرا على الأقل من داعش قتلوا بغارة للتحالف الدولي في الباغوز أمس."


def test_every_attribution_is_explained(rules):
    told = conflict_nlp.explain(rules(TEXT)).splitlines()
    figure = "17 عنصرا على الأقل"
    at = TEXT.index(figure)
    assert told[0] == f"c1: killed, 17 or more (at_least), «{figure}» [{at}:{at + len(figure)}], asserted"
    for start in ("  source المرصد السوري", "  victim_actor داعش", "  perpetrator التحالف الدولي", "  place الباغوز"):
        assert any(line.startswith(start) for line in told), start


def test_what_the_text_does_not_tell_is_said(rules):
    told = conflict_nlp.explain(rules("مقتل خمسة أشخاص."))
    assert "  not told: perpetrator, source, place, date" in told.splitlines()


def test_nothing_to_explain(rules):
    assert conflict_nlp.explain(rules("ارتفع سعر الخبز.")) == "Nothing was found."


def test_every_attribution_has_evidence_and_every_rule_a_meaning(rules):
    """Over all suites: what is attributed says why, and in words."""
    meanings = {(row["role"], row["rule"]) for row in read_table("explanations")}
    roles = {"perpetrator": "perpetrators", "source": "sources", "place": "place"}
    texts = [record["text"] for category in FLOORS for record in read_suite(category)]
    for doc in rules.pipe(texts):
        for claim in doc._.casualty_claims:
            evidence = {(e.role, e.rule) for e in claim.evidence}
            assert all((role, rule) in meanings or (role, "*") in meanings for role, rule in evidence), (doc.text, evidence)
            told = {role for role, _ in evidence}
            for role, field in roles.items():
                assert bool(getattr(claim, field)) == (role in told), (doc.text, claim.id, role)
            assert (claim.victims.actor is not None) == ("victim_actor" in told), (doc.text, claim.id)
            assert (claim.date is not None) == ("date" in told), (doc.text, claim.id)
