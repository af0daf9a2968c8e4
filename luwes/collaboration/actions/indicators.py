"""How a programme's goal is measured: indicators and their values, and what of them was wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration.actions.parts import reason_problems, rewrite
from luwes.collaboration.actions.programmes import changing
from luwes.collaboration.models import Indicator, IndicatorValue, Programme
from luwes.collaboration.rules.states import ProgrammeState
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse


@dataclass(frozen=True)
class Measure:
    name: str
    unit_name: str
    baseline: Decimal
    target: Decimal
    source: str


@transaction.atomic
def add(*, programme: Programme, measure: Measure, on: date, by: User) -> Indicator:
    """
    :raises Refused: for a target that is where it begins, or the same indicator twice
    """
    changing(programme, on, by)
    refuse(_problems(programme, measure))
    made = Indicator.objects.create(programme=programme, **vars(measure))
    audit.record(
        by, "collaboration.indicator_added", programme, chain=str(programme.agency_id),
        indicator=made.pk,
    )  # fmt: skip
    return made


def _problems(programme: Programme, measure: Measure, row: Indicator | None = None) -> list[Problem]:  # fmt: skip
    problems = []
    if measure.target == measure.baseline:
        problems.append(Problem(_("Sasaran sama dengan nilai awal; tidak ada yang dicapai."), "target"))  # fmt: skip
    same = programme.indicators.filter(name__iexact=measure.name.strip())
    if (same.exclude(pk=row.pk) if row else same).exists():
        problems.append(Problem(_("Indikator ini sudah ada."), "name"))
    return problems


@transaction.atomic
def change(*, indicator: Indicator, measure: Measure, reason: str, on: date, by: User) -> None:
    """
    Whole while nothing was measured by it; after that what it is called and where its data come from.

    :raises Refused: for another unit, baseline or target of what was measured, without a reason in a
        programme under way, and as a new one
    """
    programme = indicator.programme
    changing(programme, on, by)
    lock(indicator)
    before = rewrite(
        indicator, vars(measure), _problems(programme, measure, indicator),
        fixed=("unit_name", "baseline", "target") if indicator.values.exists() else (),
        fixed_because=_("Nilai sudah diukur dengan indikator ini: satuan, nilai awal, dan sasarannya tetap. Tambahkan indikator lain."),
        reason=reason,
    )  # fmt: skip
    if before is not None:
        audit.record(
            by, "collaboration.indicator_changed", programme, chain=str(programme.agency_id),
            reason=reason.strip(), old_name=before, new_name=indicator.name,
        )  # fmt: skip


@transaction.atomic
def remove(*, indicator: Indicator, reason: str, on: date, by: User) -> None:
    """
    :raises Refused: once something was measured by it, as the last of a programme under way, or there
        without a reason
    """
    programme = indicator.programme
    changing(programme, on, by)
    lock(indicator)
    problems = []
    if indicator.values.exists():
        problems.append(Problem(_("Nilai sudah diukur dengan indikator ini; ganti namanya saja.")))
    is_running = programme.state == ProgrammeState.RUNNING.value
    if is_running and not programme.indicators.exclude(pk=indicator.pk).exists():
        problems.append(Problem(_("Ini indikator satu-satunya; tambahkan yang lain lebih dulu.")))
    refuse([*reason_problems(programme, reason), *problems])
    audit.record(
        by, "collaboration.indicator_removed", programme, chain=str(programme.agency_id),
        reason=reason.strip(), old_name=indicator.name,
    )  # fmt: skip
    indicator.delete()


@transaction.atomic
def measure(
    *, indicator: Indicator, day: date, value: Decimal, words: str, on: date, now: datetime, by: User
) -> IndicatorValue:  # fmt: skip
    """
    What was measured on a day.

    :raises Refused: for a day to come, or one that has a value
    """
    programme = indicator.programme
    changing(programme, on, by)
    problems = []
    if day > on:
        problems.append(Problem(_("Hari ini belum datang."), "day"))
    if indicator.values.filter(on=day, wrong_because="").exists():
        problems.append(Problem(_("Nilai untuk hari itu sudah dicatat. Bila keliru, koreksi nilai itu."), "day"))  # fmt: skip
    refuse(problems)
    made = IndicatorValue.objects.create(
        indicator=indicator, on=day, value=value, words=words.strip(), at=now, by=by
    )
    audit.record(
        by, "collaboration.indicator_measured", programme, chain=str(programme.agency_id),
        value=str(value),
    )  # fmt: skip
    return made


@transaction.atomic
def correct(
    *, wrong: IndicatorValue, value: Decimal | None, reason: str, on: date, now: datetime, by: User
) -> IndicatorValue | None:  # fmt: skip
    """
    Another value for the day, or none; the one that was wrong stays to be read, with the reason.

    :raises Refused: without a reason, for the same value, or a second time
    """
    programme = wrong.indicator.programme
    changing(programme, on, by)
    lock(wrong)
    problems = []
    if wrong.wrong_because:
        problems.append(Problem(_("Nilai ini sudah dikoreksi.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    if value == wrong.value:
        problems.append(Problem(_("Nilainya sama; tidak ada yang dikoreksi."), "value"))
    refuse(problems)
    wrong.wrong_because, wrong.corrected_at, wrong.corrected_by = reason.strip()[:300], now, by
    wrong.save(update_fields=["wrong_because", "corrected_at", "corrected_by"])
    made = None
    if value is not None:
        made = IndicatorValue.objects.create(
            indicator=wrong.indicator, on=wrong.on, value=value, words=wrong.words, at=now, by=by
        )
    audit.record(
        by, "collaboration.indicator_corrected", programme, chain=str(programme.agency_id),
        reason=wrong.wrong_because, old_value=str(wrong.value),
        value=_("dihapus") if value is None else str(value),
    )  # fmt: skip
    return made
