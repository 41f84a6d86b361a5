"""Who did it, where the author stands apart from the verb of attack: its subject before or after it, of a relative clause, carried on
from the verb before, told by a pronoun or by nouns for people that no list of actors knows."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actor_at
from conflict_nlp.attribution.acts import attack_object
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs, speech
from conflict_nlp.claims.lexicon import noun_readings, triggers, words
from conflict_nlp.events.authors import Authors
from conflict_nlp.events.lexicon import event_words
from conflict_nlp.events.people import (
    agrees,
    between,
    follows,
    forms,
    is_indefinite,
    is_nominative,
    joined,
    nominative,
    object_form,
    people,
    verb_form,
)
from conflict_nlp.events.phrases import head_at, is_noun, skip_adverbs

_FAR = 18
_OBJECT = 10  # words between a verb and the attack that is its object
_THAT = frozenset({"ان", "بان"})
_GOES_ON = frozenset({"و", "ف", "ثم", "ل", "،"})
_HEADS = frozenset({"ان", "بان", ":", "*", "،", "و", "كان", "كانت"})
_POSSESSIVES = ("هما", "هم", "ها", "ه")


class Doers(Authors):
    """The subjects told so far in the sentence of words `first` to before `end`."""

    def told(self, i: int, actors: list[Actor]) -> None:
        """The verb at word `i` has these subjects."""
        if actors:
            self._last = (i, actors)

    def subject(self, i: int, *, sure: bool = False) -> list[Actor]:
        """The subject of an active verb at word `i` that has no known actor beside it; any people where it is `sure` to be active."""
        if self._weapon(i):
            return []
        after = (sure and self.view.norm(i - 1) not in words("relative")) or self.view.norm(i + 1) in event_words("onto")
        found = self.own_force(i) or self.himself(i) or self._carried(i) or (self._people_by(i) if after else [])
        found = found or self._relative(i, sure)
        if found or self._of_attack(i):
            return found
        found = self._before(i, sure)
        return found or ((self.late(i) or self._going_on(i) or self._meant(i)) if sure else [])

    def _weapon(self, i: int) -> bool:
        """`استهدفت صواريخ المطار`: a weapon or an attack is the subject."""
        norm, verb = self.view.norm(i + 1), attack_verbs().get(self.view.norms[i])
        return verb is not None and verb.kind == "verb" and norm in attack_nouns() and norm not in agents() and not norm.startswith("ال")

    def ahead(self, i: int) -> list[Actor]:
        """A known actor at the head of the clause before a verb with an object of its own (`أن القوات التي … قتلت ثلاثة`)."""
        return self._before(i, False)

    def _people_by(self, i: int) -> list[Actor]:
        """`هاجم شبان غاضبون مركزا`, `أطلق حراس النار`: people right after the verb, no object by their form or with one after them."""
        view = self.view
        onto = view.norm(i + 1) in event_words("onto")  # `أطلق عليهم قناص النار`
        at = skip_adverbs(view, i + 2 if onto else i + 1, self.end)
        launched = self._launched(i, at)
        actor = people(view, at, launched if launched > at else self.end) or (self._capital(at) if launched > at else None)
        if actor is None or not follows(view, view.norms[i], actor):
            return []
        norm = view.norms[actor.first]
        counted = view.norms[at] in event_words("quantifier") and not view.norms[at].endswith("ا")
        if object_form(norm) and not counted:
            return []
        found = joined(view, actor, launched if launched > at else self.end)
        after = skip_adverbs(view, found[-1].last + 1, self.end)
        told = after < self.end and (is_noun(view, after) or view.norms[after] == "علي" or view.norms[after].isdigit())
        some = view.norms[at] == "عدد" and view.norm(at + 1) == "من"  # as an object it would have an alef
        before = view.norm(i - 1)
        masdar = i > self.first and (before in words("preposition") or is_noun(view, i - 1))  # `بتهمة ضرب رجل`
        return found if told or launched > at or some or (not masdar and is_nominative(view, actor)) else []

    def _capital(self, at: int) -> Actor | None:
        """`شنت واشنطن غارات`: a place between a verb of launching and its object is a state."""
        ent = self.view.ent_at.get(at)
        return Actor(at, ent[0], at, "place") if ent is not None and ent[1].label_ == "LOC" else None

    def _launched(self, i: int, at: int) -> int:
        """The attack that is the object of `شن`, `أطلق` and the like, -1 for other verbs: the subject stands in between."""
        verb = attack_verbs().get(self.view.norms[i])
        if verb is None or verb.kind not in ("verb_object", "verb_close"):
            return -1
        return next((k for k in range(at, min(at + _OBJECT, self.end)) if attack_object(self.view.norms[k])), -1)

    def late(self, i: int) -> list[Actor]:
        """`استهدف في بغداد أمس مسلحون دورية`, `نفذ الهجوم انتحاري`: after the place or object, by its form no object itself."""
        view = self.view
        trigger = triggers().get(view.norms[i])
        either = trigger is not None and trigger.voice != "active" and not object_form(view.norm(i + 1))
        if either or verb_form(view.norms[i]) not in ("m", "f"):
            return []
        for k in range(i + 2, min(i + _OBJECT, self.end)):
            norm, before = view.norms[k], view.norms[k - 1]
            if norm in _HEADS or norm in words("relative") or norm in "؛.":
                break
            gunman = agents().get(norm) == "gunman" and not norm.startswith("ال") and before.startswith("ال")
            if before in words("preposition") or not (norm.endswith("ون") or gunman):
                continue
            actor = people(view, k, self.end)
            if actor is not None and not object_form(norm) and follows(view, view.norms[i], actor):
                return [actor]
        return []

    def _before(self, i: int, sure: bool) -> list[Actor]:
        """The subject that stands before its verb, at the head of the clause: `مسلحون خطفوا صحافيا`, `أن انتحاريا يقود سيارة فجر نفسه`,
        `القوات المتمركزة على الحدود أطلقت قذيفة`."""
        view = self.view
        for k in range(i - 1, max(self.first, i - _FAR) - 1, -1):
            norm = view.norms[k]
            told_of = k > i - 4 and norm in event_words("belief")  # `يعتقد أنها كانت تستهدف`
            if norm in event_words("other") or told_of or norm == "؛":
                break
            if k != self.first and view.norms[k - 1] not in _HEADS:
                continue
            if view.norm(k - 1) == "و" and k - 2 > self.first and is_noun(view, k - 2):
                continue  # `على الشرطة والقوات الخاصة`
            that = view.norm(k - 1) in _THAT
            actor = people(view, k, i) if sure else actor_at(view, head_at(view, k, i), i)
            if actor is not None and actor.last < i:
                found = joined(view, actor, i) if sure else [actor]
                if self._is_subject(i, actor, found[-1], that=that):
                    return found
            if that or (k > self.first and view.norms[k - 1] == ":"):
                break
        return []

    def _is_subject(self, i: int, actor: Actor, last: Actor, *, that: bool) -> bool:
        """The noun phrase before the verb at word `i` is its subject: it agrees, has no object's form but after `أن`, and nothing but
        what goes with it stands in between."""
        view = self.view
        norm, gap = view.norms[actor.first], i - last.last - 1
        if last is actor and not agrees(view, view.norms[i], actor):
            return False
        if not that and object_form(norm) and actor.first not in view.ent_at:
            return False
        if not gap or that:
            return True
        if actor.kind in ("adjective", "place", "person"):
            return False
        form, attacks = verb_form(view.norms[i]), attack_nouns().keys() - agents().keys()
        if form == "m" or (form == "f" and any(n in attacks for n in view.norms[last.last + 1 : i])):
            return False  # `…، حملة للتبرع استهدفت`
        return between(view, last.last + 1, i)

    def _meant(self, i: int) -> list[Actor]:
        """`بعد أن قتلوا حراسه`, `قبل أن يهاجموا`: the subject of a verb in the plural or dual is the last people of its sentence who are a
        subject by their form or by `أن` before them."""
        view, form = self.view, verb_form(self.view.norms[i])
        if form not in ("pl", "du") or view.norm(i - 1) not in event_words("clause"):
            return []
        for k in range(i - 2, max(self.first, i - 2 * _FAR) - 1, -1):
            norm, that = view.norms[k], view.norm(k - 1) in _THAT
            speaker = norm in speech("head") and norm not in agents()
            if not (norm.endswith(("ون", "ان")) or that) or speaker or norm in words("clause"):
                continue
            actor = people(view, k, i)
            if actor is not None and (that or nominative(norm)) and agrees(view, view.norms[i], actor):
                return [actor]
        return []

    def _carried(self, i: int) -> list[Actor]:
        """`هاجم مسلحون الحاجز وقتلوا جنديين`: the verb goes on with the subject before."""
        view = self.view
        goes_on = view.norm(i - 1) in _GOES_ON or view.norm(i - 1) in event_words("clause")
        if self._last is None or not goes_on or i - self._last[0] > 2 * _FAR:
            return []
        actor = self._last[1][-1]
        clear = view.norm(i - 1) in _GOES_ON or actor.first not in view.ent_in  # a name tells no gender
        return self._last[1] if clear and agrees(view, view.norms[i], actor) else []

    def _going_on(self, i: int) -> list[Actor]:
        """`تحركت القوات الحكومية شمالا وهاجمت القرية`: the force that is the subject of another verb before `و`."""
        view = self.view
        if view.norm(i - 1) not in ("و", "ثم"):
            return []
        for k in range(i - 2, max(self.first, i - _FAR) - 1, -1):
            before = view.norm(k - 1)
            governed = before in words("preposition") or before in speech("verb") or bool(noun_readings(before)) or not before.isalpha()
            other = before == "و" and k - 2 > self.first and is_noun(view, k - 2)  # `على الشرطة والجيش`
            if k > self.first and (governed or other):
                continue
            actor = actor_at(view, k, i, places=False) if not object_form(view.norms[k]) else None
            if actor is not None and actor.kind in ("entity", "common", "gunman") and agrees(view, view.norms[i], actor):
                return [actor] if actor.kind == "gunman" or self._armed(actor) else []
        return []

    def _relative(self, i: int, sure: bool) -> list[Actor]:
        """`القوات التي قصفت`, `مسلحين كانوا يطلقون`."""
        view = self.view
        k = i - 1
        while k > self.first and view.norms[k] in ("كان", "كانت", "كانوا", "قد"):
            k -= 1
        if view.norms[k] in words("relative"):
            k -= 1
            if view.norms[k] == ")":
                k = next((j - 1 for j in range(k, max(self.first, k - 8), -1) if view.norms[j] == "("), k)
        elif not view.norms[i].startswith("ي"):
            # `القبض على شاب أطلق النار`: an indefinite noun takes its clause without a relative.
            found = self._described(i, k) if sure and k == i - 1 else []
            return found if found and found[0].kind in ("people", "gunman") and is_indefinite(view, found[0]) else []
        rel = k + 1
        if view.norms[rel] in words("relative") and view.norms[k] in ("و", "،"):
            again = view.norms[k] == "و"
            k -= 1  # `القوات المتمركزة على الحدود والتي قصفت`
            first = next((j for j in range(k, max(self.first, k - _OBJECT), -1) if view.norms[j] in words("relative")), k + 1)
            k = min(k, first - 1) if again else k  # `التحالف الذي تقوده بريطانيا والذي يشن`
        found = [x for x in self._ending_at(k) if x.kind != "place" or view.norm(x.first - 1) not in words("preposition")]
        return found or ((self._described(i, k) or self._farther(i, k, rel)) if sure else [])

    def _farther(self, i: int, k: int, rel: int) -> list[Actor]:
        """`المسلحون في المدينة الذين قتلوا`: people before a relative of the plural, or a force before another, a circumstance between."""
        view = self.view
        men = view.norms[rel] in ("الذين", "اللذين", "اللذان")
        for j in range(k, max(self.first, k - _OBJECT) - 1, -1):
            if view.norms[j] in attack_nouns() and view.norms[j] not in agents():
                break
            actor = people(view, j, k + 1) if men else actor_at(view, j, k + 1, places=False)
            known = actor is not None and (men or (actor.kind in ("entity", "common") and self._armed(actor)))
            if actor is not None and known and actor.last < k and agrees(view, view.norms[i], actor):
                return self._ending_at(actor.last) if between(view, actor.last + 1, k + 1) else []
        return []

    def _of_attack(self, i: int) -> bool:
        """`الهجوم الذي استهدف`, `غارات استهدفت`: the verb tells of what stands right before it."""
        view = self.view
        k = i - 2 if view.norm(i - 1) in ("كان", "كانت", "قد") else i - 1
        if view.norm(k) in words("relative"):
            return view.norm(k - 1) not in ("هو", "هي", "هم", "هما")  # `أن الحركة هي التي خطفت`
        while k > self.first and k > i - 4 and is_noun(view, k) and view.norms[k] not in attack_nouns():
            k -= 1
        return view.norms[k] in attack_nouns() and view.norms[k] not in agents() and not view.norms[i].endswith("وا")

    def _described(self, i: int, k: int) -> list[Actor]:
        """The people whose phrase ends at word `k`, whom the verb at word `i` tells of."""
        view = self.view
        for j in range(max(self.first, k - _OBJECT), k + 1):
            actor = people(view, j, k + 1)
            if actor is None or actor.last != k or any(n in attack_nouns() for n in view.norms[actor.first + 1 : k + 1]):
                continue
            if actor.kind == "place" and view.norm(actor.first - 1) in words("preposition"):
                continue  # `القوات في العراق التي قصفت`
            if not self._inside(j) and agrees(view, view.norms[i], actor):
                return [actor]
        return []

    def own_force(self, i: int) -> list[Actor]:
        """`قال الجيش إن قواته قصفت`, `قصفت طائراته`: whose the force is tells the actor named before."""
        view = self.view
        for k in (i - 1, i + 1):
            norm = view.norm(k)
            owner = next((p for p in _POSSESSIVES if norm.endswith(p) and agents().get(norm[: -len(p)]) in ("armed", "unit")), None)
            if owner is not None and self.first <= k < self.end:
                return self.named_before(k)
        return []

    def himself(self, i: int) -> list[Actor]:
        """`أعلنت كتائب القسام أنها قصفت`: the force that says so of itself."""
        view = self.view
        k = i - 2 if view.norm(i - 1) == "قد" else i - 1
        if k <= self.first or view.norms[k] not in words("self"):
            return []
        told = [self._last[1]] if self._last is not None and view.norm(k - 1) in _GOES_ON else []
        if view.norm(k - 1) in event_words("belief"):
            return []  # `يعتقد أنها كانت تستهدف`
        far = 2 * _FAR if view.norm(k - 1) == "و" else _FAR
        form = "pl" if view.norms[k].endswith("هم") else "f" if view.norms[k].endswith("ها") else "m"
        return next((found for found in (*told, self.named_before(k, far)) if found and form in forms(view, found[-1])), [])
