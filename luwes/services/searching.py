"""Services found by the words people use: stems, synonyms, beginnings, and slips of the pen. Two queries."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, FloatField, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Concat

from luwes.organisation.models import Agency
from luwes.services import offered
from luwes.services.models import ServiceVersion, Synonym
from luwes.services.offered import Offered
from luwes.services.rules import finding
from luwes.services.rules.finding import ALIKE, Term

CONFIG = "indonesian"
WEIGHTS = [0.05, 0.1, 0.4, 1.0]  # D, C, B, A: see `actions.catalogue.document_of`
SLIP = 0.5  # of what the word itself would have given
LOOKED_AT = 500
WORTH = 0.2  # of the best: what gives less is not shown


@dataclass(frozen=True)
class Answer:
    """`is_empty`: nothing was asked that says anything."""

    hits: list[Offered]
    is_empty: bool = False


def find(text: str, agency: Agency | None = None) -> Answer:
    """The best first, one of each name; within a place its own services and the province's."""
    typed = finding.words(text)
    asked = finding.terms(typed, _synonyms(finding.phrases(typed))) if typed else []
    if not asked:
        return Answer([], is_empty=True)
    rows = _matching(asked, agency)
    gains = [[_gain(row, n) for n in range(len(asked))] for row in rows]
    for row, score in zip(rows, finding.scores(gains), strict=True):
        row.score = score  # type: ignore[attr-defined]
    hits = offered.one_of_each(rows, agency)
    hits.sort(key=lambda one: (-_score(one), one.version.name))
    return Answer([one for one in hits if _score(one) >= WORTH * _score(hits[0])])


def _score(one: Offered) -> float:
    return float(one.version.score)  # type: ignore[attr-defined]


def _synonyms(phrases: list[str]) -> dict[str, str]:
    return dict(Synonym.objects.filter(word__in=phrases).order_by().values_list("word", "means"))


def _matching(asked: list[Term], agency: Agency | None) -> list[ServiceVersion]:
    rows = offered.in_force(agency).defer("components")
    any_of = Q()
    total: Value | CombinedExpression = Value(0.0, output_field=FloatField())
    for n, term in enumerate(asked):
        for m, words in enumerate(term.queries()):
            query = SearchQuery(words, config=CONFIG, search_type="raw")
            rank = SearchRank(F("document"), query, weights=WEIGHTS)
            rows = rows.annotate(**{f"rank_{n}_{m}": rank})
            total = total + Coalesce(F(f"rank_{n}_{m}"), 0.0, output_field=FloatField())
            any_of |= Q(document=query)
        for m, word in enumerate(term.slips()):
            alike = TrigramWordSimilarity(word, Concat("name", Value(" "), "words"))
            rows = rows.annotate(**{f"alike_{n}_{m}": alike})
            any_of |= Q(**{f"alike_{n}_{m}__gte": ALIKE})
    return list(rows.filter(any_of).order_by(-total, "name", "pk")[:LOOKED_AT])


def _gain(row: ServiceVersion, n: int) -> float:
    """The best way to say the term, or its words as far as they are alike."""
    ranks: list[float] = [v or 0.0 for k, v in vars(row).items() if k.startswith(f"rank_{n}_")]
    alike: list[float] = [
        v for k, v in vars(row).items() if k.startswith(f"alike_{n}_") and v >= ALIKE
    ]
    return max(*ranks, SLIP * min(alike, default=0.0))
