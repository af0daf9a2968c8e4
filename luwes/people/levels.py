"""What each competency of a person rests on, by the one rule; reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from luwes.organisation.models import Competency
from luwes.people.models import CompetencyRecord, Evidence
from luwes.people.rules import EvidenceState, levels
from luwes.people.rules.levels import Reached, Showing, Shown

MOST_GROUNDS = 3  # named in a sentence


@dataclass(frozen=True)
class Ground:
    """
    A competency as the rule sees it beside what is on file: `proposed` is the level that accepted
    work shows and the file does not hold yet; 0 where there is none.
    """

    competency: Competency
    on_file: int
    reached: Reached

    @property
    def proposed(self) -> int:
        return self.reached.level if self.reached.level > self.on_file else 0

    @property
    def named(self) -> tuple[str, ...]:
        return self.reached.because[:MOST_GROUNDS]

    @property
    def others(self) -> int:
        return len(self.reached.because) - len(self.named)

    @property
    def by_paper(self) -> int:
        """The level that only a certificate or an assessment would show; 0 where work raises it too."""
        is_open = self.reached.level < levels.TOP and self.reached.days_lacking is None
        return self.reached.level + 1 if is_open else 0

    @property
    def next_level(self) -> int:
        return self.reached.level + 1


def grounds_of(employee_id: int, on: date) -> list[Ground]:
    """Every competency that somebody has on a day, or could have recorded; by name, in two queries."""
    shown: dict[int, list[Shown]] = defaultdict(list)
    known: dict[int, Competency] = {}
    rows = CompetencyRecord.objects.filter(employee_id=employee_id, period__contains=on)
    for record in rows.select_related("competency").order_by("-level", "pk"):
        known[record.competency_id] = record.competency
        shown[record.competency_id].append(
            Shown(Showing.PAPER, record.level, record.evidence, record.period)
        )
    for row in _accepted(employee_id):
        assert row.competency
        known[row.competency.pk] = row.competency
        shown[row.competency.pk].append(
            Shown(Showing.EXPERIENCE, levels.EXPERIENCE_MOST, row.words, row.period, row.days)
        )
    grounds = [_ground(known[key], rows, on) for key, rows in shown.items()]
    told = [ground for ground in grounds if ground.reached.level]
    return sorted(told, key=lambda ground: (ground.competency.name, ground.competency.pk))


def _ground(competency: Competency, shown: list[Shown], on: date) -> Ground:
    papers = [s for s in shown if s.kind is Showing.PAPER and on in s.period]
    on_file = max((s.level for s in papers), default=0)
    work_counts = not competency.needs_certificate
    return Ground(competency, on_file, levels.level(shown, on, work_counts=work_counts))


def _accepted(employee_id: int) -> list[Evidence]:
    rows = Evidence.objects.filter(
        employee_id=employee_id, state=EvidenceState.TAKEN.value, competency__isnull=False
    )
    return list(rows.select_related("competency").order_by("-period", "pk"))
