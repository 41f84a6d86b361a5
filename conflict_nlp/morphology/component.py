"""The `camel_morphology` component: what CAMeL Tools' disambiguator says of each word, on spaCy's own attributes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from camel_tools.utils.dediac import dediac_ar
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Token

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

if TYPE_CHECKING:
    from camel_tools.disambig.mle import MLEDisambiguator

Analysis = dict[str, Any]

_COMPONENT = "DisambigMLE"
_NO_VALUE = frozenset(("", "0", "na", "u", "-"))
# CAMeL's features of proclitics from the outermost inwards (the article, prc0, is no token of its own), and the first letter of
# their values, in Buckwalter's transliteration, with the letter of the text.
_PROCLITICS = ("prc3", "prc2", "prc1")
_LETTERS = {"w": "و", "f": "ف", "b": "ب", "l": "ل", "k": "ك", "s": "س", ">": "أ"}
_MORPH = ("per", "gen", "num", "cas", "stt", "asp", "mod", "vox")
# The functional number and gender of a noun come first; the form's are a fallback.
_FORM = {"gen": "form_gen", "num": "form_num"}


@Language.factory(
    "camel_morphology",
    assigns=["token.lemma", "token.pos", "token.morph"],
    default_config={"model": "calima-msa-r13", "database": None, "mle": None, "diacritics": False},
)
def make_camel_morphology(nlp: Language, name: str, model: str, database: str | None, mle: str | None, diacritics: bool) -> CamelMorphology:
    """Create the component.

    model: a disambiguation model of CAMeL Tools, installed with `camel_data`. Raises ConflictNLPError [CN043] where it is not.
    database, mle: a morphology database in CAMeL's format instead, and optionally a table of most likely analyses (JSON).
    diacritics: keep the vowel signs of lemmas.
    """
    return CamelMorphology(name, load_disambiguator(model, database, mle), diacritics=diacritics)


def load_disambiguator(model: str, database: str | None = None, mle: str | None = None) -> MLEDisambiguator:
    """CAMeL Tools' disambiguator with all analyses of a word, the likeliest first."""
    missing = ConflictNLPError("CN043", name=model, command=f"camel_data -i disambig-mle-{model}")
    try:
        # These modules read the catalogue of CAMeL's data when they are imported, and try to download it where there is none:
        # without network that fails in many ways, with one remedy.
        from camel_tools.data import CATALOGUE
        from camel_tools.disambig.mle import MLEDisambiguator
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
    except Exception as error:
        raise missing from error
    if database is not None:
        try:
            return MLEDisambiguator(Analyzer(MorphologyDB(database, "a"), "NOAN_PROP"), mle, top=_ALL)
        except OSError as error:
            raise ConflictNLPError("CN024", path=error.filename or database, reason=error.strerror) from error
    known = CATALOGUE.components[_COMPONENT].datasets
    if model not in known:
        raise ConflictNLPError("CN044", name=model, known=", ".join(sorted(known)))
    try:
        return MLEDisambiguator.pretrained(model, top=_ALL)
    except FileNotFoundError as error:
        raise missing from error


_ALL = 10_000


@cache
def _ud(feature: str) -> dict[str, str]:
    return {row["value"]: row["ud"] for row in read_table("camel_features") if row["feature"] == feature}


class CamelMorphology(Pipe):
    """Writes `token.lemma_`, `token.pos_` and `token.morph` of words; signs and numbers get a part of speech only.

    A word that the tokenizer has cut into proclitics and host is disambiguated as a whole, by the likeliest analysis that has
    the same proclitics; where none has, the host is taken by itself. A pronoun that is attached to the host is its feature
    `Enclitic`, in CAMeL's terms (`3ms_poss`).
    """

    def __init__(self, name: str, disambiguator: MLEDisambiguator, *, diacritics: bool = False) -> None:
        self.name = name
        self._disambiguator = disambiguator
        self._diacritics = diacritics

    def __call__(self, doc: Doc) -> Doc:
        for tokens in _words(doc):
            *proclitics, host = tokens
            if not any(character.isalpha() for character in host.text):
                host.pos_ = "NUM" if host.like_num else "SPACE" if host.is_space else "PUNCT" if host.is_punct else "SYM"
                continue
            analysis, values = self._analysis(proclitics, host)
            for token, value in zip(proclitics, values, strict=True):
                token.pos_ = _ud("proclitic").get(value.rpartition("_")[2], "X")
                token.lemma_ = token.norm_
            if analysis is not None:
                self._annotate(host, analysis)
        return doc

    def _analysis(self, proclitics: list[Token], host: Token) -> tuple[Analysis | None, list[str]]:
        """The analysis of a word, and CAMeL's values for the tokens before its host."""
        letters = [token.norm_ for token in proclitics]
        whole = "".join(token.text for token in (*proclitics, host))
        for analysis in self._analyses(whole):
            values = [value for key in _PROCLITICS if (value := analysis.get(key, "0")) not in _NO_VALUE]
            if [normalize(_LETTERS.get(value[0], "")) for value in values] == letters:
                return analysis, values
        # `لل` before a host: its norm has the article back.
        alone = host.norm_ if proclitics and host.norm_.startswith("ال") and not host.text.startswith("ال") else host.text
        bare = [a for a in self._analyses(alone) if all(a.get(key, "0") in _NO_VALUE for key in _PROCLITICS)]
        return (bare[0] if bare else None), [_DEFAULT_PROCLITICS.get(letter, "") for letter in letters]

    def _analyses(self, word: str) -> list[Analysis]:
        return [scored.analysis for scored in self._disambiguator.disambiguate([word])[0].analyses]

    def _annotate(self, token: Token, analysis: Analysis) -> None:
        lemma = analysis.get("lex", "")
        token.lemma_ = lemma if self._diacritics else dediac_ar(lemma)
        token.pos_ = _ud("pos").get(analysis.get("pos", ""), "X")
        features: dict[str, str] = {}
        for key in _MORPH:
            value = analysis.get(key, "na")
            if value in _NO_VALUE and key in _FORM:
                value = analysis.get(_FORM[key], "na")
            name, _, ud = _ud(key).get(value, "").partition("=")
            if name:
                features.setdefault(name, ud)
        if analysis.get("enc0", "0") not in _NO_VALUE:
            features["Enclitic"] = analysis["enc0"]
        token.set_morph(features)  # type: ignore[attr-defined]


# What a proclitic mostly is, where no analysis of the whole word tells.
_DEFAULT_PROCLITICS = {"و": "wa_conj", "ف": "fa_conj", "ب": "bi_prep", "ل": "li_prep", "ك": "ka_prep", "س": "sa_fut", "ا": ">a_ques"}


def _words(doc: Doc) -> Iterator[list[Token]]:
    """Each token with the proclitics that the tokenizer has cut off right before it."""
    pending: list[Token] = []
    for token in doc:
        pending.append(token)
        if (
            token.norm_ in _DEFAULT_PROCLITICS
            and len(token) == 1
            and not token.whitespace_
            and token.i + 1 < len(doc)
            and doc[token.i + 1].text[0].isalpha()
        ):
            continue
        yield pending
        pending = []
