"""Who did it by the grammar of the harm's own word: its subject, its genitive, who carries it out, the force that says so itself."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, Names, actor_at, actors_at
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs
from conflict_nlp.attribution.subjects import later
from conflict_nlp.attribution.victims import force_in, is_feminine, is_own
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, Mention

_CLAUSE = 8  # words of a relative clause between a subject and its verb
NEAR = 40  # words between a harm and what tells who did it
# What the subject of a verb may stand after when it goes before the verb.
_HEADS = frozenset({"،", ",", "و", "ان", "بان", ":", "ف", "..", "…", "كانت", "كان", "-", "–"})


class Agents:
    """Reads the agents of claims; `harmed` are the words of victims, which are nobody's agents."""

    def __init__(self, view: View, names: Names, harmed: set[int]) -> None:
        self.view, self.names, self.harmed = view, names, harmed

    def trigger(self, claim: CasualtyClaim, first: int) -> int:
        """The word of harm if it stands before the claim, which begins at word `first`; else -1."""
        t = self._harm(claim)
        return t if t < first else -1

    def _harm(self, claim: CasualtyClaim) -> int:
        harm = next((e for e in claim.evidence if e.role == "harm"), None)
        return self.view.words_in(harm.start, harm.end)[0] if harm is not None else -1

    def agent(self, claim: CasualtyClaim, first: int, last: int, a: int, b: int) -> list[Actor]:
        """The subject of the harm's own verb (`قتلت "قسد" قياديا`, `غارات تقتل`), or the genitive after its masdar."""
        view = self.view
        t = self._harm(claim)
        trigger = triggers().get(view.norm(t)) if t >= 0 else None
        if trigger is None or (t >= first and trigger.kind != "verb"):
            return []
        told = self._clause_after(first, last, b, trigger.harm)
        if told:
            return told
        if trigger.kind == "verb" and trigger.voice in ("middle", "passive"):
            return []
        if t > last:
            # `… فقد اعتقله الأمن`: the pronoun is the victim, the subject follows.
            return actors_at(view, later(view, t + 1, b), b) if trigger.pronoun and trigger.kind == "verb" else []
        k = later(view, t + 1, first)
        if view.norm(k) == "ل" and trigger.kind == "masdar":
            return []
        after = [x for x in actors_at(view, k, first) if x.last < first and x.core not in self.harmed] if k < first else []
        if after and after[-1].last == first - 2 and view.norms[first - 1] == "و":
            after = []  # `قتل الجندي وثلاثة مدنيين`: one of the harmed
        if after and (trigger.kind == "verb" or after[0].kind in ("entity", "common")):
            return after
        if view.norm(t) in words("body"):
            return []
        if view.norm(t - 1) in words("relative") and trigger.kind == "verb" and first - t <= 2:
            # `المسلحين الذين قتلوا آلاف …`: with an object the verb is active, its subject is what the clause describes.
            return self._ending_at(t - 2, a)
        verb = next((k for k in range(t - 1, max(a, t - 18) - 1, -1) if view.norms[k] in words("undertake")), -1)
        masdar = trigger.kind != "verb" or (view.norm(t) in masdars() and view.norm(t - 1) in words("preposition"))
        if masdar and verb >= 0 and view.norm(t - 1) in ("من", "علي", "ب", "القاء", "عمليه"):
            # `تمكنت قوات الأمن من قتل`, `أقدم مسلح على خطف`, `قامت الشرطة باعتقال`
            found = [x for x in actors_at(view, verb + 1, t) if x.last < t and x.core not in self.harmed]
            return found or self._subject_before(verb - 1, a, verbal=True, managed=True)
        if view.norm(t) in ("القبض", "قبض"):
            return self._seizer(t, a)
        if masdar:
            return self._implied(t, a) if view.norm(t) in words("own_act") and view.norm(t - 1) in words("after") else []
        found = self._subject_before(t - 1, a, verbal=True)
        if found and found[0].kind == "person" and view.norm(t + 1) in words("preposition"):
            return []  # `إن فلانا قتل مع ثلاثة`: the person is harmed
        return found or (self._shared(t, a) if self.elliptic(claim, first) else [])

    def _clause_after(self, first: int, last: int, b: int, harm: str) -> list[Actor]:
        """`مقتل فلان، الذي قتله تنظيم …`, `خمسة، قتلهم تنظيم …`: the same harm told again of who stands right before."""
        view = self.view
        k = last + 2 if view.norm(last + 1) in ("،", ",") else last + 1
        k += view.norm(k) in words("relative")
        again = triggers().get(view.norm(k)) if last + 1 < k < b else None
        if again is None or again.kind != "verb" or not again.pronoun or again.harm != harm:
            return []
        second = first + 1 in view.ent_at or (first < last and view.norms[first + 1].startswith("ال"))
        if second and first not in view.ent_in and not view.norms[first].startswith("ال"):
            return []  # `مقتل والد الطفل الذي قتله …`: the clause is about the second
        return [x for x in actors_at(view, later(view, k + 1, b), b) if x.core not in self.harmed]

    def _seizer(self, t: int, a: int) -> list[Actor]:
        """`ألقت الشرطة القبض على`."""
        verb = t - 1
        while verb > a and self.view.norms[verb] not in ("القت", "القي", "تلقي", "يلقي", "القوا"):
            verb -= 1
            if t - verb > 8:
                return []
        return [x for x in actors_at(self.view, verb + 1, t) if x.last < t]

    def _implied(self, t: int, a: int) -> list[Actor]:
        """`انسحب الجيش بعد اعتقال …`: what is done without a subject of its own is done by the subject of the clause, right after its
        verb or at its head."""
        for k in (a, a + 1):
            found = actors_at(self.view, k, t, places=False)
            if found and not any(x.core in self.harmed for x in found):
                return found
        return []

    def _shared(self, t: int, a: int) -> list[Actor]:
        """`صدت القوات هجوما … وقتلت`: a verb after `و` has the subject of the sentence's first verb where its gender agrees."""
        view = self.view
        for k in range(a, min(a + 3, t)):
            if k > a and view.norms[k - 1] in words("preposition"):
                return []
            found = actors_at(view, k, t, places=False)
            if found and not any(x.core in self.harmed for x in found):
                feminine = is_feminine(view.slice(found[0].core, found[0].last))
                return found if feminine == view.norms[t].endswith("ت") and not view.norms[t].endswith("وا") else []
        return []

    def _ending_at(self, j: int, a: int) -> list[Actor]:
        """The actor phrase that ends at word `j`."""
        for k in range(max(a, j - 4), j + 1):
            found = actor_at(self.view, k, j + 1, places=False)
            if found is not None and found.last == j and found.core not in self.harmed:
                return [found]
        return []

    def _subject_before(self, j: int, a: int, *, verbal: bool, managed: bool = False) -> list[Actor]:
        """The actor phrase in front of the word at `j`, at the head of the clause."""
        view = self.view
        limit = max(a, j - (26 if managed else 14))
        for k in range(limit, j + 1):
            if k > a and (view.norms[k - 1] in words("preposition") or view.norms[k - 1] in words("support")):
                continue
            found = actors_at(view, k, j + 1)
            if not found or any(x.core in self.harmed for x in found):
                continue
            head = k == a or view.norms[k - 1] in _HEADS
            if not head and found[0].kind != "gunman":
                continue
            rest = view.norms[found[-1].last + 1 : j + 1]
            if rest and rest[0] in words("relative") and k == a and len(rest) <= _CLAUSE and not any(n in triggers() for n in rest):
                return found  # `القوات التي دخلت الحي قتلت …`
            if any(n in words("relative") or n in triggers() or n == ":" for n in rest) or len(rest) > (
                20 if managed else 2 if verbal else 10
            ):
                continue
            if not managed and ("و" in rest or (verbal and "،" in rest)):
                continue
            if k in view.ent_in and view.ent_in[k] != k:
                continue
            return found
        return []

    def carried_out(self, claim: CasualtyClaim, first: int, a: int) -> list[Actor] | None:
        """`نفذت الكويت حكم الإعدام`: who carries a sentence out, [] where only its carrying out is announced; None where there is none."""
        view = self.view
        t = self.trigger(claim, first)
        trigger = triggers().get(view.norm(t))
        if trigger is None or trigger.kind != "masdar" or trigger.strength != "definite":
            return None
        k = next((k for k in range(t - 1, max(a, t - 12) - 1, -1) if view.norms[k] in words("carry_out")), -1)
        if k < 0 or any(n in triggers() for n in view.norms[k + 1 : t]):
            return None  # `تنفيذ حكم القتل في … لإقدامه على قتل …`: what the sentence is for
        return actors_at(view, k + 1, t) or self._subject_before(k - 1, a, verbal=True)

    def avowed(self, claim: CasualtyClaim, first: int, a: int, acts: list[Act]) -> Mention | None:
        """`أعلنت الكتائب أنها قتلت`, `الجيش يعلن اغتيال`: the force that speaks and says it did it itself. The sentence begins at word `a`
        and has these acts."""
        speaker = next(filter(None, (force_in(self.view, self.names, source) for source in claim.sources)), None)
        t = self.trigger(claim, first)
        trigger = triggers().get(self.view.norm(t)) if speaker is not None else None
        if trigger is None:
            return None
        norms = self.view.norms
        if trigger.plural:
            # `إن مقاتليها قتلوا 16 …`
            return speaker if t + 1 == first and is_own(self.view, t - 1) else None
        k = self._self(t, a)
        if k < 0 and norms[t] in words("agentive") and self.view.norm(t - 1) not in words("preposition"):
            # `أعلن الجيش قتل …`: nothing but the speaker between what is said and the masdar.
            spoken = [m.end for m in claim.sources] + [e.end for e in claim.evidence if e.role == "source"]
            return speaker if any(self._adjoins(end, t) for end in spoken) else None
        if trigger.kind != "verb" or trigger.voice not in ("either", "active"):
            return None
        if k >= 0:
            # `أنه قتل` may be no more than "that … was killed": the victims tell, or the speaker's gender.
            own = claim.victims.text.endswith(("ه", "ها", "هم", "نا"))
            caused = any(x.rule == "cause" for x in acts if not x.actors)
            told = claim.victims.type == "combatant" or not norms[k].endswith("ه") or not norms[k].startswith(("ان", "بان"))
            return speaker if not own and not caused and told else None
        # `أنه قتل تسعة وأسر اثنين`: the second verb has the first one's subject.
        carried = self.view.norm(t - 1) == "و" and any(n in words("self") for n in norms[max(a, t - 9) : t])
        return speaker if carried else None

    def _self(self, t: int, a: int) -> int:
        """The word by which the speaker means itself as subject of the verb at `t` (`أنها قتلت`, `غاراته على … قتلت`), else -1."""
        view = self.view
        for k in range(t - 1, max(a, t - 6), -1):
            if view.norms[k] in words("self"):
                return k
            far = view.norms[t].endswith("ت") and view.norms[k] not in triggers() and view.norms[k] not in ("،", "و", ".")
            if view.norms[k] not in ("قد", "و") and not far:
                break
        return -1

    def _adjoins(self, end: int, t: int) -> bool:
        """The word of harm at `t` follows the words that end at this character, but for an adverb or another feat (`عن صد … وقتل`)."""
        first, _ = self.view.words_in(end, end + 1)
        feat = next((k for k in range(first, min(first + 4, t)) if self.view.norms[k] in words("own_feat")), -1)
        if feat >= 0 and self.view.norm(t - 1) == "و" and self.view.norm(feat - 1) in ("عن", "ان", "ب", "علي"):
            return not any(n in words("next_event") or n == "." for n in self.view.norms[feat:t])
        return first <= t and all(n in words("time") or n in ("عن", "ان", "في", "بيان", "،") for n in self.view.norms[first:t])

    def elliptic(self, claim: CasualtyClaim, first: int) -> bool:
        """`قتلت القوات قياديا … واعتقلت اثنين`, `قتلوا 16 وأسروا خمسة`: an active verb after `و` without a subject has that of the verb
        before."""
        t = self.trigger(claim, first)
        trigger = triggers().get(self.view.norm(t))
        if trigger is None or trigger.kind != "verb" or trigger.voice not in ("either", "active"):
            return False
        return self.view.norm(t).endswith(("ت", "وا")) and self.view.norm(t - 1) in ("و", "،", "ف")

    def gunmen(self, last: int, end: int) -> list[Actor]:
        """`يقودها انتحاري`, `مسلحون مجهولون`: an unnamed attacker in the sentence."""
        view = self.view
        for k in range(last + 1, min(end, last + 1 + NEAR)):
            if k in self.harmed or agents().get(view.norms[k]) != "gunman":
                continue
            verb = attack_verbs().get(view.norm(k - 1))
            told = view.norms[k] in words("bomber") or view.norm(k - 1) in words("led") or (verb is not None and verb.pronoun)
            if told and view.norm(k - 1) not in attack_nouns():
                return actors_at(view, k, end)
        return []
