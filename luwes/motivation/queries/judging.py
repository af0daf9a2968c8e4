"""An award before its committee: who may judge whom, what is scored, and the ranking. Reads only."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from luwes.accounts.models import User
from luwes.motivation.models import (
    Award,
    AwardCriterion,
    AwardJudge,
    AwardScore,
    JudgeInterest,
    Nomination,
)
from luwes.motivation.queries import officers
from luwes.motivation.rules import awards as rules
from luwes.motivation.rules.awards import Bar, NominationState, Nominee, Ranked
from luwes.people.models import Employee

# Whoever agreed once has seen the field from inside, and stays off the committee after stepping back.
# Being asked alone bars nobody: else anybody could put a judge or a manager out by naming them.
_INVOLVED = ["standing", "withdrawn"]
MOST_NOMINATIONS = 200


@dataclass(frozen=True)
class Table:
    """All that the committee, the managers and who signs look at, on a day."""

    award: Award
    criteria: list[AwardCriterion]
    committee: list[AwardJudge]
    nominations: list[Nomination]  # standing
    nominees: dict[int, Nominee]  # by nomination, of everybody involved
    scores: dict[int, dict[int, dict[int, int]]]  # by nomination, judge, criterion

    @property
    def users(self) -> dict[int, User]:
        return {row.user_id: row.user for row in self.committee}

    @property
    def weights(self) -> dict[int, int]:
        return {row.pk: row.weight for row in self.criteria}

    @cached_property
    def free(self) -> dict[int, frozenset[int]]:
        """By standing nomination who may judge it."""
        found = rules.judges(list(self.users), list(self.nominees.values()))
        return {row.pk: found[row.pk] for row in self.nominations}

    @cached_property
    def lacking(self) -> dict[int, int]:
        return rules.lacking(self.free)

    @cached_property
    def missing(self) -> dict[int, set[int]]:
        return rules.missing(self.scores, self.free, self.weights)

    @property
    def is_complete(self) -> bool:
        """Scored by everybody who may, and by enough."""
        return bool(self.nominations) and not self.lacking and not self.missing

    @cached_property
    def ranked(self) -> list[Ranked]:
        """Nothing before everybody has scored: nobody is led by another's score."""
        if not self.is_complete:
            return []
        return rules.ranking(self.scores, self.free, self.weights)

    @property
    def digest(self) -> str:
        """Names this ranking, so that nobody decides on another than the one that was shown."""
        text = ";".join(f"{row.key}:{row.points}" for row in self.ranked)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def bar(self, user_id: int, nomination_id: int) -> Bar | None:
        return rules.bar(user_id, self.nominees[nomination_id], self.nominees.values())

    def barred(self, nomination_id: int) -> list[tuple[User, Bar]]:
        told = ((user, self.bar(pk, nomination_id)) for pk, user in self.users.items())
        return [(user, why) for user, why in told if why]


def table_of(award: Award, on: date) -> Table:
    """In about ten queries, however many stand or judge."""
    rows = Nomination.objects.filter(award=award, state__in=_INVOLVED)
    rows = rows.select_related("nominee__user", "nominator__user").order_by("nominee__name", "pk")
    involved = list(rows[:MOST_NOMINATIONS])
    committee = list(
        AwardJudge.objects.filter(award=award, left_at=None).select_related("user").order_by("pk")
    )
    scores: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    told = AwardScore.objects.filter(nomination__award=award).order_by("pk")
    for one, judge, criterion, score in told.values_list("nomination_id", "judge_id", "criterion_id", "score"):  # fmt: skip
        scores[one][judge][criterion] = score
    return Table(
        award, list(award.criteria.order_by("place")), committee,
        [row for row in involved if row.state == NominationState.STANDING.value],
        _nominees(involved, committee, on), {k: dict(v) for k, v in scores.items()},
    )  # fmt: skip


def _nominees(
    involved: Sequence[Nomination], committee: Sequence[AwardJudge], on: date
) -> dict[int, Nominee]:
    on_committee = [row.user_id for row in committee]
    files = Employee.objects.filter(user__in=on_committee).order_by("pk")
    judges = dict(files.values_list("pk", "user_id"))
    people = {row.nominee_id: row.nominee.user_id for row in involved} | judges
    above = officers.superiors_of(list(people.items()), on)
    declared: dict[int, set[int]] = defaultdict(set)
    told = JudgeInterest.objects.filter(nomination__in=[row.pk for row in involved]).order_by("pk")
    for one, user in told.values_list("nomination_id", "user_id"):
        declared[one].add(user)
    return {
        row.pk: Nominee(
            row.pk, row.nominee.user_id, row.nominator.user_id or 0, above[row.nominee_id],
            frozenset(u for e, u in judges.items() if u and row.nominee.user_id in above[e]),
            frozenset(declared[row.pk]),
        )
        for row in involved
    }  # fmt: skip


def is_barred(user: User, nomination: Nomination, on: date) -> bool:
    """Whether somebody on the committee must not judge a standing one."""
    return table_of(nomination.award, on).bar(user.pk, nomination.pk) is not None


def involved_users(award: Award) -> set[int]:
    """Accounts of whoever stands or stood."""
    rows = Nomination.objects.filter(award=award, state__in=_INVOLVED).order_by()
    return {pk for pk in rows.values_list("nominee__user_id", flat=True) if pk}
