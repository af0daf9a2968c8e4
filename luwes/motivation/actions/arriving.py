"""Sources are read as they stand, in batches, and told on. The same may be done twice."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from luwes.core.db import advisory_lock
from luwes.motivation.actions import contributing
from luwes.motivation.sources import Source, cases
from luwes.motivation.sources.cases import Together
from luwes.motivation.sources.certificates import CERTIFICATES
from luwes.motivation.sources.duties import DUTIES
from luwes.motivation.sources.inputs import INPUTS
from luwes.motivation.sources.milestones import MILESTONES

A_BATCH = 1000
ALL = (DUTIES, CERTIFICATES, MILESTONES, INPUTS)


def arrive(source: Source, ids: Collection[int], *, now: datetime) -> int:
    """Tell what these rows tell now; how many things that is."""
    return sum(_arrive(source, batch, now) for batch in _batches(sorted(set(ids))))


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), A_BATCH):
        yield ids[start : start + A_BATCH]


@transaction.atomic
def _arrive(source: Source, ids: Sequence[int], now: datetime) -> int:
    drafts = source.drafts(ids)
    contributing.told_as_it_stands(
        source_kind=source.key, source_ids=[str(pk) for pk in ids], drafts=drafts, now=now
    )
    return len(drafts)


@transaction.atomic
def count_cases(*, of: Together, now: datetime) -> None:
    """Count an officer's settled cases anew, one count after another."""
    _in_turn(of.employee_id)
    contributing.told_as_it_stands(
        source_kind=cases.KEY, source_ids=[of.source_id], drafts=cases.drafts(of), now=now,
        employee_id=of.employee_id,
    )  # fmt: skip


def _in_turn(employee_id: int) -> None:
    """Whoever counts sees what was counted before: else two at once would both miss the other's case."""
    advisory_lock(f"motivation.cases.{employee_id}")


# ── what was done before the area was there ──────────────────────────


def catch_up(*, since: date, now: datetime) -> dict[str, int]:
    """Tell again everything from a day on, in batches of their own; how many things, by source."""
    found = {
        source.key: arrive(source, list(source.since(since).iterator()), now=now) for source in ALL
    }
    officers = list(cases.officers_since(since))
    found[cases.KEY] = sum(_count_all(pk, since, now) for pk in officers)
    return found


@transaction.atomic
def _count_all(employee_id: int, since: date, now: datetime) -> int:
    _in_turn(employee_id)
    drafts = cases.of_officer(employee_id, since)
    contributing.note_many(source_kind=cases.KEY, drafts=drafts, now=now)
    return len(drafts)
