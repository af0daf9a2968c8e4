"""What goals and ratings put on *Kinerja saya*: how the plan stands, what comes next, the predicate."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.motivation.mine_parts import Looking, Printed
from luwes.motivation.models import PerformancePlan
from luwes.motivation.queries import standing
from luwes.motivation.queries.standing import Rated, Standing
from luwes.motivation.rules.evaluating import RECEIVED_AFTER
from luwes.motivation.rules.goals import PlanState
from luwes.ui.tags.words import day


@dataclass(frozen=True)
class Step:
    """What the person does next."""

    words: str
    label: str
    url: str


def _standing(looking: Looking) -> Standing:
    return looking.once(
        "standing",
        lambda: standing.of_year(looking.employee.pk, looking.period, looking.on),
    )


def evaluation_part(looking: Looking) -> dict[str, Any] | None:
    """One query. What waits for the person is on the own page only."""
    found = _standing(looking)
    steps = _steps(looking, found) if looking.is_own else []
    if not (steps or found.plan or found.last):
        return None
    return {
        "title": _title(looking, found, has_steps=bool(steps)), "steps": steps,
        "plan": found.plan, "last": found.last,
        "opens_plan": looking.is_own or (found.plan is not None and found.plan.proposed_at is not None),
    }  # fmt: skip


def _title(looking: Looking, found: Standing, *, has_steps: bool) -> str:
    year = {"year": looking.year}
    if looking.is_own and found.unread:
        return _("Penilaian menunggu jawaban Anda")
    match found.plan.state if found.plan else "":
        case PlanState.DRAFT.value if looking.is_own and found.is_returned:
            return _("Sasaran %(year)d dikembalikan") % year
        case PlanState.DRAFT.value:
            return _("Sasaran %(year)d belum diusulkan") % year
        case PlanState.PROPOSED.value:
            return _("Sasaran %(year)d menunggu pejabat penilai") % year
        case PlanState.AGREED.value:
            return _("Sasaran %(year)d disepakati") % year
        case PlanState.RATED.value:
            return _("Kinerja %(year)d sudah dinilai") % year
        case _none if has_steps:
            return _("Sasaran %(year)d belum disusun") % year
        case _none:
            return _("Predikat kinerja")


def _steps(looking: Looking, found: Standing) -> list[Step]:
    steps = [_to_read(row) for row in found.unread]
    if looking.is_running and looking.employee.is_current:
        steps += _with_plan(looking.year, found)
    return steps


def _to_read(row: Rated) -> Step:
    told = {"what": row.name, "predicate": row.label}
    if row.quarter:
        words = _(
            "%(what)s: %(predicate)s. Baca, lalu bicarakan dengan pejabat penilai (atasan Anda)."
        )
    elif row.object_until:
        told["until"] = day(row.object_until)
        words = _("%(what)s: %(predicate)s. Keberatan dapat diajukan sampai %(until)s.")
    else:
        told["until"] = day(row.rated_on + RECEIVED_AFTER)
        words = _("%(what)s: %(predicate)s. Tanpa jawaban, dianggap diterima setelah %(until)s (kebijakan Luwes).")  # fmt: skip
    return Step(words % told, _("Baca penilaian"), reverse("motivation:evaluation", args=[row.pk]))


def _with_plan(year: int, found: Standing) -> list[Step]:
    own = reverse("motivation:own_plan")
    if found.plan is None:
        words = _("Tulis hasil kerja yang diharapkan dari Anda, lalu usulkan kepada pejabat penilai (atasan Anda).")  # fmt: skip
        return [Step(words, _("Susun sasaran"), own)]
    address = reverse("motivation:plan", args=[found.plan.pk])
    match found.plan.state:
        case PlanState.DRAFT.value if found.is_returned:
            words = _("Pejabat penilai menulis apa yang perlu diperbaiki.")
            return [Step(words, _("Perbaiki sasaran"), address)]
        case PlanState.DRAFT.value:
            words = _("Hanya Anda yang membacanya sampai diusulkan.")
            return [Step(words, _("Lanjutkan menyusun"), address)]
        case PlanState.AGREED.value:
            report = reverse("motivation:check_in", args=[found.plan.pk])
            return [Step("", _("Laporkan kemajuan"), report)]
    return []


def evaluation_printed(looking: Looking) -> Printed | None:
    found = _standing(looking)
    lines = [_plan_line(found.plan)] if found.plan else []
    if found.last:
        lines.append(_predicate_line(found.last))
    return Printed(_("Sasaran dan penilaian"), lines) if lines else None


def _plan_line(plan: PerformancePlan) -> str:
    told = {"year": plan.year, "state": str(plan.get_state_display()).lower()}
    return _("Sasaran %(year)d: %(state)s.") % told


def _predicate_line(row: Rated) -> str:
    told = {"year": row.year, "predicate": row.label}
    if row.number:
        told["number"] = row.number
        return _("Predikat %(year)d: %(predicate)s, dokumen nomor %(number)s.") % told
    return _("Predikat %(year)d: %(predicate)s.") % told
