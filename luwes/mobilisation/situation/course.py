"""How it went so far and what comes next; what is open and who decides it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luwes.core.days import midnight
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.mobilisation.queries import OWNER_KIND
from luwes.mobilisation.situation.impact import Impact
from luwes.mobilisation.situation.needs import Filling, Role
from luwes.staffing.models import Plan, PlanApproval
from luwes.staffing.queries import Asked
from luwes.staffing.rules import PLANS_UNDER_WAY
from luwes.ui.tags.words import number

# Why heads of a need stay open, in the planner's word and in ours.
WHY_SHORT = {
    "competency": gettext_lazy("tidak ada lagi yang memenuhi kelompok dan kompetensinya"),
    "availability": gettext_lazy("yang memenuhi syarat sedang tidak tersedia"),
    "travel": gettext_lazy("yang tersedia terlalu jauh"),
    "presence": gettext_lazy("yang lain tertahan batas minimum unitnya"),
    "tiers": gettext_lazy("yang lain mengisi kebutuhan yang sama atau lebih mendesak"),
}
MOST_LACKS = 4


@dataclass(frozen=True)
class Event:
    at: datetime
    text: str
    url: str = ""
    has_hour: bool = True
    kind: str = ""  # gold: a decision; next: still to come


@dataclass(frozen=True)
class Open:
    """Something open: what, how it may be mended, who decides and until when."""

    what: str
    how: str
    who: str
    until: datetime | None = None
    url: str = ""


def events(
    incident: Incident, statuses: Iterable[EmergencyStatus], plans: Iterable[Plan], now: datetime
) -> list[Event]:
    """Everything that happened, then what comes next."""
    found = [
        Event(incident.started_at, _("%s mulai") % incident.get_hazard_display()),
        Event(incident.declared_at, _("Kejadian ditetapkan; papan ini dibuka")),
        *_status_events(statuses),
        *(event for plan in plans for event in _plan_events(plan)),
    ]
    if incident.closed_at:
        found.append(Event(incident.closed_at, _("Kejadian ditutup"), kind="gold"))
    past = [event for event in found if event.at <= now]
    coming = [
        Event(event.at, event.text, event.url, event.has_hour, "next")
        for event in found
        if event.at > now and not incident.closed_at
    ]
    by_time = sorted(past, key=lambda e: (e.at, e.text))
    return [*by_time, *sorted(coming, key=lambda e: (e.at, e.text))]


def _status_events(statuses: Iterable[EmergencyStatus]) -> Iterator[Event]:
    for row in statuses:
        values = {"who": row.authority, "status": str(row.get_status_display()).lower()}
        said = _("%(who)s memperpanjang %(status)s") if row.extends_id else _(
            "%(who)s menetapkan %(status)s"
        )  # fmt: skip
        text = said % values
        if row.is_verbal:
            text += _(" (lisan)")
        yield Event(midnight(row.period.start), text, has_hour=False)
        if row.period.end:
            ending = _("%(status)s dari %(who)s berakhir") % values
            yield Event(midnight(row.period.end), capfirst(ending), has_hour=False)


def _plan_events(plan: Plan) -> Iterator[Event]:
    url, values = reverse("staffing:plan", args=[plan.pk]), {"number": plan.number}
    if plan.submitted_at:
        yield Event(plan.submitted_at, _("Rencana %(number)d diajukan") % values, url)
    if plan.approved_at:
        yield Event(plan.approved_at, _("Rencana %(number)d disetujui") % values, url, kind="gold")
    if plan.issued_at:
        yield Event(plan.issued_at, _("Surat tugas rencana %(number)d terbit") % values, url)
    if plan.state == "submitted" and plan.decide_by:
        yield Event(plan.decide_by, _("Batas keputusan rencana %(number)d") % values, url)


def open_matters(
    incident: Incident, filling: Filling, impact: Impact, statuses: list[EmergencyStatus],
    plans: list[Plan], approvals: list[PlanApproval], reasons: dict[str, str],
    deciders: dict[int, str], asked: list[Asked],
) -> list[Open]:  # fmt: skip
    """`reasons` tells by role why the newest plan left heads open; `deciders` by agency."""
    if incident.closed_at:
        return []
    return [
        *(_approval(row, deciders) for row in approvals),
        *_lacks(incident, filling, plans, reasons, asked),
        *_silent(incident, filling),
        *(_verbal(incident, row) for row in statuses if row.is_verbal),
        *_no_status(incident, statuses),
        *_contested(incident, impact),
    ]


def _approval(row: PlanApproval, deciders: dict[int, str]) -> Open:
    what = _("Rencana %(number)d menunggu keputusan untuk %(people)s orang") % {
        "number": row.plan.number, "people": number(row.going)}  # type: ignore[attr-defined]  # fmt: skip
    who = deciders.get(row.agency_id) or row.agency.name
    how = _("Bagian %s") % row.agency.name
    return Open(what, how, who, row.plan.decide_by, reverse("staffing:plan", args=[row.plan_id]))


def _lacks(
    incident: Incident, filling: Filling, plans: list[Plan], reasons: dict[str, str],
    asked: list[Asked],
) -> Iterator[Open]:  # fmt: skip
    lacking = filling.lacking
    under_way = next((p for p in plans if p.state in PLANS_UNDER_WAY), None)
    url = reverse("mobilisation:needs", args=[incident.pk])
    if under_way:
        url = reverse("staffing:plan", args=[under_way.pk])
    brings = brought_by(under_way, asked) if under_way else Counter()
    for role in lacking[:MOST_LACKS]:
        how = _how(role, under_way, brings[role.tier, role.name], reasons)
        yield Open(_lack(role), how, _("Koordinator"), url=url)
    if rest := lacking[MOST_LACKS:]:
        what = _("%(heads)s orang lagi kurang dalam %(roles)s peran lain") % {
            "heads": number(sum(role.heads.short for role in rest)), "roles": number(len(rest))}  # fmt: skip
        yield Open(what, "", _("Koordinator"), url=url)


def _lack(role: Role) -> str:
    return _("%(heads)s kurang: %(role)s") % {
        "heads": number(role.heads.short), "role": role.name}  # fmt: skip


def brought_by(plan: Plan, asked: list[Asked]) -> Counter[tuple[int, str]]:
    """Heads that a plan would fill, by tier and role."""
    filled, found = plan.result.get("by_need", {}), Counter[tuple[int, str]]()
    for need in asked:
        heads, _short = filled.get(str(need.pk), (0, 0))
        found[need.tier, need.role] += heads
    return found


def _how(role: Role, under_way: Plan | None, brings: int, reasons: dict[str, str]) -> str:
    """Why a role lacks heads; `brings`: how many of them the plan under way would fill."""
    why = str(WHY_SHORT.get(reasons.get(role.name, ""), ""))
    if under_way and why and 0 < brings < role.heads.short:
        return _("%(heads)s orang: %(plan)s; selebihnya: %(why)s") % {
            "heads": number(brings), "plan": _at(under_way), "why": why}  # fmt: skip
    if under_way and (brings or not why):
        return capfirst(_at(under_way))
    return capfirst(why) or _("Belum masuk rencana mana pun")


def _at(plan: Plan) -> str:
    """How far a plan under way is."""
    words = {
        "draft": _("sedang direncanakan di rencana %d"),
        "submitted": _("menunggu keputusan rencana %d"),
        "approved": _("surat tugas rencana %d sedang diterbitkan"),
    }
    return words[plan.state] % plan.number


def _silent(incident: Incident, filling: Filling) -> Iterator[Open]:
    if silent := filling.total.asked:
        what = ngettext(
            "%(count)s orang belum menjawab", "%(count)s orang belum menjawab", silent
        ) % {"count": number(silent)}  # fmt: skip
        how = _("Diingatkan otomatis; hubungi lewat kepala unitnya bila tetap diam")
        yield Open(what, how, _("Koordinator"), url=_answers(incident))


def _answers(incident: Incident) -> str:
    """Where answers are followed; the needs while there is no such page."""
    try:
        return reverse("staffing:answers", args=[OWNER_KIND, incident.pk])
    except NoReverseMatch:
        return reverse("mobilisation:needs", args=[incident.pk])


def _verbal(incident: Incident, row: EmergencyStatus) -> Open:
    what = _("Keputusan %s masih lisan") % str(row.get_status_display()).lower()
    how = _("Catat nomornya begitu surat ditandatangani")
    return Open(what, how, row.authority, url=reverse("mobilisation:statuses", args=[incident.pk]))


def _no_status(incident: Incident, statuses: list[EmergencyStatus]) -> Iterator[Open]:
    if not statuses:
        url = reverse("mobilisation:statuses", args=[incident.pk])
        how = _("Surat tugas memerlukan dasar")
        yield Open(_("Status darurat belum ditetapkan"), how, _("Kepala daerah"), url=url)


def _contested(incident: Incident, impact: Impact) -> Iterator[Open]:
    if impact.contested:
        what = _("%s angka berbeda menurut sumbernya") % number(impact.contested)
        url = reverse("mobilisation:figures", args=[incident.pk])
        yield Open(what, _("Pilih yang dipakai, dengan alasan"), _("Koordinator"), url=url)
