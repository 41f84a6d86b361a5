"""Who did it, where a noun tells the attack: who undertakes, announces, leads or made it, the two sides of a clash."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Actor, actor_at, actors_at
from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs
from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.events.lexicon import event_words, number_words
from conflict_nlp.events.people import people
from conflict_nlp.events.phrases import is_noun, skip_adverbs
from conflict_nlp.text.view import View

_FAR = 18
_OBJECT = 10  # words of a phrase that ends before a verb


class Authors:
    """The authors of the nouns of attack in the sentence of words `first` to before `end`."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.first = self.end = 0
        self._last: tuple[int, list[Actor]] | None = None
        self._doing: tuple[int, list[Actor]] | None = None

    def enter(self, first: int, end: int) -> None:
        """Begin a sentence."""
        self.first, self.end = first, end
        self._last = self._doing = None

    def announced(self, i: int) -> list[Actor]:
        """`أعلنت الشرطة اعتقال خمسة`: the force that announces an arrest made it."""
        view = self.view
        for k in range(i - 1, max(self.first, i - 8) - 1, -1):
            if view.norms[k] in words("avow"):
                found = [x for x in actors_at(view, k + 1, i) if x.last < i and self._armed(x)]
                return found if found and found[-1].last == i - 1 else []
        return []

    def _ending_at(self, j: int) -> list[Actor]:
        for k in range(max(self.first, j - _OBJECT), j + 1):
            if self.view.ent_in.get(k, k) != k:
                continue
            actor = actor_at(self.view, k, j + 1)
            if actor is not None and actor.last >= j and not (actor.kind in ("gunman", "adjective") and self._inside(k)):
                return [actor]
        return []

    def _inside(self, k: int) -> bool:
        """Word `k` is an adjective of the noun right before it: `الهجوم الإرهابي`, `تفجير انتحاري`."""
        view = self.view
        norm = view.norm(k - 1)
        counted = norm.isdigit() or norm in number_words() or norm in event_words("quantifier")
        if k == self.first or counted or norm.startswith("ال") != view.norms[k].startswith("ال"):
            return False
        return is_noun(view, k - 1) or norm in attack_nouns()

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
        actor = people(self.view, i + 2 if self.view.norm(i + 1) in event_words("onto") else i + 1, self.end)
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
            if any(n in event_words("foiled") for n in view.norms[k + 1 : i]):
                return []  # `تمكنت الدورية من صد الهجوم`
            for verb in range(k - 1, max(self.first, k - 14) - 1, -1):
                if view.norms[verb] in words("relative") or (view.norms[verb] in triggers() and view.norms[verb] not in words("undertake")):
                    break  # `شارك الجيش في تشييع خمسة قتلوا في هجوم`
                done = view.norms[i] not in event_words("suffered")  # `اعترف الحزب بمقتل اثنين من عناصره`
                if done and view.norms[verb] in event_words("undertaken") and view.norm(verb - 1) not in ("اثناء", "خلال"):
                    actor = people(view, skip_adverbs(view, verb + 1, k), k)
                    if actor is not None and actor.last == k - 1:
                        return [actor]  # `قيام عناصر بخطف`
                    continue
                undertaken = view.norms[verb] in words("undertake") and view.norms[k] != "الي"
                if undertaken or (view.norms[k] == "ب" and view.norms[verb] in event_words("order")):
                    known = [x for x in actors_at(view, verb + 1, k) if x.last < k]
                    actor = None if known else people(view, skip_adverbs(view, verb + 1, k), k)
                    return known or ([actor] if actor is not None else self._ending_at(verb - 1))
        return []
