"""Who did it, where the author stands apart from the word of attack: the subject of the verb before, of a relative clause, of a verb of
undertaking, told by a pronoun or by nouns for people that no list of actors knows."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actor_at, actors_at
from conflict_nlp.attribution.acts import attack_object
from conflict_nlp.attribution.lexicon import agents, attack_verbs, speech
from conflict_nlp.claims.lexicon import noun_readings, triggers, words
from conflict_nlp.events.lexicon import event_words
from conflict_nlp.events.people import agrees, between, follows, forms, nominative, object_form, people, verb_form
from conflict_nlp.events.phrases import head_at, is_noun, skip_adverbs
from conflict_nlp.text.view import View

_FAR = 18
_OBJECT = 10  # words between a verb and the attack that is its object
_THAT = frozenset({"ان", "بان"})
_GOES_ON = frozenset({"و", "ف", "ثم", "ل", "،"})
_HEADS = frozenset({"ان", "بان", ":", "*", "،", "و"})
_POSSESSIVES = ("هما", "هم", "ها", "ه")


class Doers:
    """The subjects told so far in the sentence of words `first` to before `end`."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.first = self.end = 0
        self._last: tuple[int, list[Actor]] | None = None
        self._doing: tuple[int, list[Actor]] | None = None

    def enter(self, first: int, end: int) -> None:
        """Begin a sentence."""
        self.first, self.end = first, end
        self._last = self._doing = None

    def told(self, i: int, actors: list[Actor]) -> None:
        """The verb at word `i` has these subjects."""
        if actors:
            self._last = (i, actors)

    def subject(self, i: int, *, sure: bool = False) -> list[Actor]:
        """The subject of an active verb at word `i` that has no known actor beside it; any people where it is `sure` to be active."""
        found = self.own_force(i) or self.himself(i) or self._carried(i) or (self._people_by(i) if sure else [])
        found = found or self._relative(i, sure) or self._before(i, sure)
        return found or ((self._late(i) or self._going_on(i) or self._meant(i)) if sure else [])

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
        after = skip_adverbs(view, actor.last + 1, self.end)
        told = after < self.end and (is_noun(view, after) or view.norms[after] == "علي" or view.norms[after].isdigit())
        return [actor] if told or launched > at or nominative(norm) or (counted and view.norm(at + 1) == "من") else []

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

    def _late(self, i: int) -> list[Actor]:
        """`استهدف في بغداد أمس مسلحون دورية`, `نفذ الهجوم انتحاري`: after the place or object, by its form no object itself."""
        view = self.view
        if verb_form(view.norms[i]) not in ("m", "f") or (view.norms[i] in triggers() and not object_form(view.norm(i + 1))):
            return []
        for k in range(i + 2, min(i + _OBJECT, self.end)):
            norm, before = view.norms[k], view.norms[k - 1]
            if norm in _HEADS or norm in words("relative") or norm in "؛.":
                break
            if before in words("preposition") or not (norm.endswith("ون") or (agents().get(norm) == "gunman" and before.startswith("ال"))):
                continue
            actor = people(view, k, self.end)
            if actor is not None and not object_form(norm) and not norm.startswith("الا") and follows(view, view.norms[i], actor):
                return [actor]
        return []

    def _before(self, i: int, sure: bool) -> list[Actor]:
        """The subject that stands before its verb, at the head of the clause: `مسلحون خطفوا صحافيا`, `أن انتحاريا يقود سيارة فجر نفسه`,
        `القوات المتمركزة على الحدود أطلقت قذيفة`."""
        view = self.view
        for k in range(i - 1, max(self.first, i - _FAR) - 1, -1):
            if k != self.first and view.norms[k - 1] not in _HEADS:
                continue
            that = view.norm(k - 1) in _THAT
            actor = people(view, k, i) if sure else actor_at(view, head_at(view, k, i), i)
            if actor is not None and actor.last < i and self._is_subject(i, actor, that=that):
                return [actor]
            if that or (k > self.first and view.norms[k - 1] == ":"):
                break
        return []

    def _is_subject(self, i: int, actor: Actor, *, that: bool) -> bool:
        """The noun phrase before the verb at word `i` is its subject: it agrees, has no object's form but after `أن`, and nothing but
        what goes with it stands in between."""
        view = self.view
        norm, gap = view.norms[actor.first], i - actor.last - 1
        if not agrees(view, view.norms[i], actor) or (not that and object_form(norm) and actor.first not in view.ent_at):
            return False
        if not gap or that:
            return True
        if actor.kind in ("adjective", "place", "person"):
            return False
        return between(view, actor.last + 1, i) and verb_form(view.norms[i]) != "m"

    def _meant(self, i: int) -> list[Actor]:
        """`بعد أن قتلوا حراسه`, `قبل أن يهاجموا`: the subject of a verb in the plural or dual is the last people of its sentence who are a
        subject by their form or by `أن` before them."""
        view, form = self.view, verb_form(self.view.norms[i])
        if form not in ("pl", "du") or view.norm(i - 1) not in event_words("clause"):
            return []
        for k in range(i - 2, max(self.first, i - 2 * _FAR) - 1, -1):
            norm, that = view.norms[k], view.norm(k - 1) in _THAT
            if not (norm.endswith(("ون", "ان")) or that) or norm in speech("head") or norm in words("clause"):
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
        return self._last[1] if agrees(view, view.norms[i], self._last[1][-1]) else []

    def _going_on(self, i: int) -> list[Actor]:
        """`تحركت القوات الحكومية شمالا وهاجمت القرية`: the force that is the subject of another verb before `و`."""
        view = self.view
        if view.norm(i - 1) not in ("و", "ثم"):
            return []
        for k in range(i - 2, max(self.first, i - _FAR) - 1, -1):
            before = view.norm(k - 1)
            governed = before in words("preposition") or before in speech("verb") or bool(noun_readings(before)) or not before.isalpha()
            if k > self.first and governed:
                continue
            actor = actor_at(view, k, i, places=False)
            if actor is not None and actor.kind in ("entity", "common", "gunman") and agrees(view, view.norms[i], actor):
                return [actor] if actor.kind == "gunman" or self._armed(actor) else []
        return []

    def announced(self, i: int) -> list[Actor]:
        """`أعلنت الشرطة اعتقال خمسة`: the force that announces an arrest made it."""
        view = self.view
        for k in range(i - 1, max(self.first, i - 8) - 1, -1):
            if view.norms[k] in words("avow"):
                found = [x for x in actors_at(view, k + 1, i) if x.last < i and self._armed(x)]
                return found if found and found[-1].last == i - 1 else []
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
            return found if found and not view.norms[found[0].first].startswith("ال") and found[0].kind in ("people", "gunman") else []
        return self._ending_at(k) or (self._described(i, k) if sure else [])

    def _described(self, i: int, k: int) -> list[Actor]:
        """The people whose phrase ends at word `k`, whom the verb at word `i` tells of."""
        view = self.view
        for j in range(max(self.first, k - 5), k + 1):
            actor = people(view, j, k + 1)
            if actor is not None and actor.last == k and agrees(view, view.norms[i], actor):
                return [actor]
        return []

    def _ending_at(self, j: int) -> list[Actor]:
        for k in range(max(self.first, j - 5), j + 1):
            actor = actor_at(self.view, k, j + 1)
            if actor is not None and actor.last >= j:
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
        form = "pl" if view.norms[k].endswith("هم") else "f" if view.norms[k].endswith("ها") else "m"
        return next((found for found in (*told, self.named_before(k, 2 * _FAR)) if found and form in forms(view, found[-1])), [])

    def named_before(self, i: int, far: int = _FAR) -> list[Actor]:
        """The force named last before word `i` in the sentence; agencies and others who only speak are passed over."""
        for k in range(i - 1, max(self.first, i - far) - 1, -1):
            actor = actor_at(self.view, k, i)
            if actor is None or actor.kind not in ("entity", "common") or not self._armed(actor):
                continue
            for j in range(k - 1, max(self.first, k - 3) - 1, -1):
                longer = actor_at(self.view, j, i)
                if longer is not None and longer.last == actor.last:
                    actor = longer
            return [actor]
        return []

    def sides(self, i: int) -> tuple[list[Actor], list[Actor]]:
        """`مواجهات بين متظاهرين والشرطة`: the two sides of a clash, people whom no list of actors knows among them."""
        view = self.view
        for k in range(i + 1, min(i + _FAR // 2, self.end)):
            if view.norms[k] != "بين":
                continue
            one = people(view, k + 1, self.end)
            for j in range(one.last + 1 if one is not None else k, min(k + _FAR, self.end)):
                if view.norms[j] == "و":
                    other = people(view, j + 2 if view.norm(j + 1) == "بين" else j + 1, self.end)
                    return ([one] if one is not None else []), ([other] if other is not None else [])
            break
        return [], []

    def by(self, i: int) -> list[Actor]:
        """`على يد رجل`, `من قبل متظاهرين`: people whom no list of actors knows."""
        actor = people(self.view, i + 1, self.end)
        return [actor] if actor is not None else []

    def author(self, i: int) -> list[Actor]:
        """`هجوم نفذه شبان`, `برصاص جندي`: people told right after a verb with the attack's pronoun, or whose the bullets are."""
        view = self.view
        if view.norms[i] in event_words("bullets"):
            return self.by(i)
        for k in range(i + 1, min(i + _FAR // 2, self.end)):
            if view.norms[k] in event_words("driven"):
                return self.by(k)  # `سيارة مفخخة يقودها انتحاري`
            verb = attack_verbs().get(view.norms[k])
            if (verb is not None and verb.pronoun) or view.norms[k] in event_words("made"):
                return self.by(k)
            if view.norms[k] in words("undertake") and view.norm(k + 1) in ("به", "بها"):
                return self.by(k + 1)  # `عملية خطف قام بها مسلحون`
            if view.norms[k] in event_words("deed") and view.norm(k - 1) == "من":
                return self.by(k)  # `يعتقد أنها من فعل مقاتلين`
            if view.norms[k] in ("،", ".", "و"):
                break
        return []

    def _armed(self, actor: Actor) -> bool:
        ent = self.view.ent_at.get(actor.core)
        return ent[1].id_ == "armed" if ent is not None else actor.kind == "common"

    def undertaking(self, i: int) -> list[Actor]:
        """`قامت طائرة بإطلاق صاروخ`, `تمكن المسلحون من استهداف`, `أقدم مسلح على خطف`; what `و` joins to it has the same author."""
        found = self._undertaken(i)
        if found:
            self._doing = (i, found)
        elif self._doing is not None and self.view.norm(i - 1) == "و" and i - self._doing[0] <= _FAR:
            return self._doing[1]
        return found

    def _undertaken(self, i: int) -> list[Actor]:
        view = self.view
        for k in range(i - 1, max(self.first, i - 8) - 1, -1):
            if view.norms[k] in event_words("phase"):
                actor = people(view, skip_adverbs(view, k + 1, i), i)  # `واصلت الطائرات قصف المدينة`, `حاول مسلحون اغتيال`
                return [actor] if actor is not None and actor.last == i - 1 else self._ending_at(k - 1) if k == i - 1 else []
        for k in range(i - 1, max(self.first, i - 3) - 1, -1):
            if view.norms[k] not in ("ب", "من", "علي", "في", "الي"):
                continue
            for verb in range(k - 1, max(self.first, k - 14) - 1, -1):
                undertaken = view.norms[verb] in words("undertake") or view.norms[verb] in event_words("undertaken")
                if undertaken or (view.norms[k] == "ب" and view.norms[verb] in event_words("order")):
                    known = [x for x in actors_at(view, verb + 1, k) if x.last < k]
                    actor = None if known else people(view, skip_adverbs(view, verb + 1, k), k)
                    return known or ([actor] if actor is not None else self._ending_at(verb - 1))
        return []
