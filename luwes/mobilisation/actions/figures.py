"""Figures about areas: entered beside each other, corrected, chosen; nothing is overwritten."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.mobilisation import access, rules
from luwes.mobilisation.models import AreaFigure, Incident
from luwes.places.models import Area


@transaction.atomic
def enter_figure(
    *, incident: Incident, area: Area, kind: rules.Figure, value: int, source: str,
    reported_at: datetime, is_estimate: bool, note: str, now: datetime, by: User,
    use: bool | None = None, corrects: AreaFigure | None = None,
) -> AreaFigure:  # fmt: skip
    """
    Enter a figure beside those already there; nothing is overwritten.

    Whether it counts at once is `rules.takes_over`'s to say; `use=False` leaves it beside in any
    case, and a correction counts where the figure it corrects did.
    """
    require(access.can_manage(by, incident.pk))
    problems = _figure_problems(value, source, reported_at, now)
    if corrects and not note.strip():
        problems.append(Problem(_("Tulis apa yang dikoreksi dan mengapa."), "note"))
    refuse(problems)
    lock(incident)
    in_use = AreaFigure.objects.filter(incident=incident, area=area, kind=kind.value, is_used=True)
    if use is None:
        use = _counts_at_once(rules.InUse(source, is_estimate), in_use.first(), corrects)
    if use:
        in_use.update(is_used=False)
    return AreaFigure.objects.create(
        incident=incident, area=area, kind=kind.value, value=value, source=source.strip(),
        reported_at=reported_at, is_estimate=is_estimate, is_used=use, note=note.strip(),
        corrects=corrects, entered_by=by, entered_at=now,
    )  # fmt: skip


def _figure_problems(
    value: int, source: str, reported_at: datetime, now: datetime
) -> list[Problem]:
    problems = []
    if not source.strip():
        problems.append(Problem(_("Isi sumber angka ini."), "source"))
    if value < 0:
        problems.append(Problem(_("Jumlah tidak boleh kurang dari nol."), "value"))
    if reported_at > now:
        problems.append(Problem(_("Waktu laporan belum terjadi."), "reported_at"))
    return problems


def _counts_at_once(new: rules.InUse, used: AreaFigure | None, corrects: AreaFigure | None) -> bool:
    if corrects:
        return corrects.is_used
    standing = rules.InUse(used.source, used.is_estimate) if used else None
    return rules.takes_over(new, standing)


@transaction.atomic
def enter_report(
    *, incident: Incident, area: Area, values: Mapping[rules.Figure, int], source: str,
    reported_at: datetime, is_estimate: bool, note: str, now: datetime, by: User,
) -> list[AreaFigure]:  # fmt: skip
    """
    Enter all figures that one source told about one area at one time.

    :raises Refused: without any figure, and as `enter_figure`
    """
    if not values:
        refuse([Problem(_("Isi paling sedikit satu angka."))])
    made = [
        enter_figure(
            incident=incident, area=area, kind=kind, value=value, source=source,
            reported_at=reported_at, is_estimate=is_estimate, note=note, now=now, by=by,
        )
        for kind, value in values.items()
    ]  # fmt: skip
    audit.record(
        by, "mobilisation.figures_entered", incident, chain=str(incident.agency_id),
        area=area.code, source=source, figures={kind.value: n for kind, n in values.items()},
    )  # fmt: skip
    return made


@transaction.atomic
def enter_table(
    *, incident: Incident, rows: Iterable[tuple[Area, Mapping[rules.Figure, int]]], source: str,
    reported_at: datetime, is_estimate: bool, note: str, now: datetime, by: User,
) -> int:  # fmt: skip
    """
    Enter the reports of many areas at once: all of them or none.

    What this source told at this time already is not entered twice (a button pressed twice).

    :returns: how many figures were entered
    :raises Refused: when nothing new is left, and as `enter_figure`
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    same = AreaFigure.objects.filter(
        incident=incident, source=source.strip(), reported_at=reported_at
    )
    known = set(same.order_by().values_list("area_id", "kind", "value"))
    fresh = [
        (area, {k: v for k, v in values.items() if (area.pk, k.value, v) not in known})
        for area, values in rows
    ]
    if not any(values for _area, values in fresh):
        refuse([Problem(_("Semua angka ini sudah dicatat dari sumber dan waktu yang sama."))])
    entered = 0
    for area, values in fresh:
        if values:
            made = enter_report(
                incident=incident, area=area, values=values, source=source, note=note,
                reported_at=reported_at, is_estimate=is_estimate, now=now, by=by,
            )  # fmt: skip
            entered += len(made)
    return entered


@transaction.atomic
def correct_figure(
    *, figure: AreaFigure, value: int, reason: str, reported_at: datetime, now: datetime, by: User
) -> AreaFigure:
    """
    Correct a figure of the same source; the old one stays to be seen.

    :raises Refused: without a reason, or when it was corrected before
    """
    require(access.can_manage(by, figure.incident_id))
    lock(figure.incident)
    if figure.corrected_by.exists():
        refuse([Problem(_("Angka ini sudah dikoreksi; koreksilah yang terbaru."))])
    made = enter_figure(
        incident=figure.incident, area=figure.area, kind=rules.Figure(figure.kind), value=value,
        source=figure.source, reported_at=reported_at, is_estimate=figure.is_estimate, note=reason,
        corrects=figure, now=now, by=by,
    )  # fmt: skip
    audit.record(
        by, "mobilisation.figure_corrected", figure.incident, reason=reason,
        chain=str(figure.incident.agency_id), area=figure.area.code, kind=figure.kind,
        before=figure.value, after=value,
    )  # fmt: skip
    return made


@transaction.atomic
def choose_figure(*, figure: AreaFigure, reason: str, by: User) -> None:
    """Use this one of several conflicting figures, and say why."""
    require(access.can_manage(by, figure.incident_id))
    lock(figure.incident)
    if not reason.strip():
        refuse([Problem(_("Tulis alasan memakai angka ini."), "reason")])
    same = AreaFigure.objects.filter(
        incident_id=figure.incident_id, area_id=figure.area_id, kind=figure.kind
    )
    same.update(is_used=False)
    figure.is_used, figure.used_because = True, reason.strip()
    figure.save(update_fields=["is_used", "used_because"])
    audit.record(
        by, "mobilisation.figure_chosen", figure.incident, chain=str(figure.incident.agency_id),
        reason=reason, area=figure.area.code, kind=figure.kind, value=figure.value,
    )  # fmt: skip
