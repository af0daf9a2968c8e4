"""
Partners, agreements and programmes as they were at the end of a day that is past: from rows that say
when, and from the log of decisions, which also tells what they were called. What keeps no history is
shown as it is now, beside what was changed since.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils.safestring import SafeString

from luwes.audit import queries as audit
from luwes.audit.models import Entry
from luwes.collaboration import drawing
from luwes.collaboration.models import (
    AGREEMENT_STATE_LABELS,
    PARTNER_STATE_LABELS,
    PROGRAMME_STATE_LABELS,
    Agreement,
    AgreementStep,
    Claim,
    IndicatorValue,
    Milestone,
    Obligation,
    Partner,
    PartnerDocument,
    Programme,
    Representative,
)
from luwes.collaboration.queries.programmes import Measured, Standing
from luwes.collaboration.rules import schedule
from luwes.collaboration.rules.states import (
    AgreementState,
    ClaimState,
    PartnerState,
    ProgrammeState,
    Side,
)
from luwes.core.days import midnight
from luwes.organisation import queries as organisation


def end_of(day: date) -> datetime:
    return midnight(day + timedelta(days=1))


def was_there(made_at: datetime, on: date) -> bool:
    return made_at < end_of(on)


def _up_to(rows: Iterable[Model], on: date, deeds: Iterable[str]) -> list[Entry]:
    return audit.up_to(rows, on, [f"collaboration.{deed}" for deed in deeds])


def _since(rows: Iterable[Model], on: date, deeds: Iterable[str]) -> list[Entry]:
    """Of what was decided later that by which the page of the day differs from now."""
    return audit.since(rows, on, [f"collaboration.{deed}" for deed in deeds])


def _deed(entry: Entry) -> str:
    return entry.deed.removeprefix("collaboration.")


# ── a partner ────────────────────────────────────────────────────────

_PARTNER_STATES = {
    "partner_proposed": PartnerState.PROPOSED,
    "partner_asked_anew": PartnerState.PROPOSED,
    "partner_checked": PartnerState.ACTIVE,
    "partner_suspended": PartnerState.SUSPENDED,
}
_PARTNER_CHANGES = (
    "partner_changed", "partner_asked_anew", "partner_checked", "partner_suspended",
    "partners_merged", "paper_removed",
)  # fmt: skip


@dataclass(frozen=True)
class PartnerThen:
    """
    `state` is empty where nothing was kept of it, `kind` where it may have been another; `papers` with
    whether each was looked at by then.
    """

    row: Partner
    name: str
    kind: str
    state: str
    reason: str
    papers: list[tuple[PartnerDocument, bool]]
    speakers: list[Representative]
    since: list[Entry]

    def get_state_display(self) -> str:
        return str(PARTNER_STATE_LABELS[self.state])


def partner(row: Partner, on: date) -> PartnerThen:
    """Papers and people in force on the day."""
    state, reason = "", ""
    for entry in _up_to([row], on, [*_PARTNER_STATES, "partners_merged"]):
        if _deed(entry) in _PARTNER_STATES:
            state, reason = _PARTNER_STATES[_deed(entry)].value, entry.reason
        elif "state" in entry.details:
            state, reason = entry.details["state"], ""
    since = _since([row], on, _PARTNER_CHANGES)
    rewritten = any(_deed(entry) in {"partner_changed", "partners_merged"} for entry in since)
    end = end_of(on)
    papers = row.documents.filter(added_at__lt=end, period__contains=on).order_by("kind", "pk")
    speakers = row.representatives.filter(named_at__lt=end, period__contains=on)
    return PartnerThen(
        row, audit.names_on([row], on)[row.pk],
        "" if rewritten else str(row.get_kind_display()), state,
        reason if state == PartnerState.SUSPENDED.value else "",
        [(one, one.checked_at is not None and one.checked_at < end) for one in papers],
        list(speakers.select_related("user").order_by("user__name", "pk")), since,
    )  # fmt: skip


# ── agreements ───────────────────────────────────────────────────────

_UNOFFERED = {AgreementState.DRAFTED.value, AgreementState.REVIEWED.value, ""}
_SIGNED = {AgreementState.SIGNED.value, AgreementState.ENDED.value}


@dataclass(frozen=True)
class AgreementThen:
    """
    As its lists show it: where its way had led on the day; `state` is empty where that is not known.
    `keeps_text`: what it says now it said on the day.
    """

    row: Agreement
    title: str
    state: str
    steps: list[AgreementStep]
    partner_signed_at: datetime | None
    keeps_text: bool

    @property
    def period(self) -> Any:
        return self.row.period

    def get_state_display(self) -> str:
        return str(AGREEMENT_STATE_LABELS[self.state])


def agreements(rows: Iterable[Agreement], on: date, side: Side | None) -> list[AgreementThen]:
    """Those that were there, and for a partner were offered, on the day; as many queries for one as for all."""
    end = end_of(on)
    held = [row for row in rows if row.made_at < end]
    names = audit.names_on(held, on)
    steps: dict[int, list[AgreementStep]] = {row.pk: [] for row in held}
    for step in AgreementStep.objects.filter(agreement__in=held, at__lt=end).order_by("at", "pk"):
        steps[step.agreement_id].append(step)
    walked = set(AgreementStep.objects.filter(agreement__in=held).order_by().values_list("agreement", flat=True))  # fmt: skip
    changes = Counter(int(entry.object_id) for entry in _up_to(held, on, ["agreement_changed"]))
    found = []
    for row in held:
        way = steps[row.pk]
        revision = max(1 + changes[row.pk], way[-1].revision if way else 1)
        state = way[-1].after if way else _unwalked(row, row.pk in walked, on)
        signed = row.partner_signed_at
        signed = signed if signed and signed < end else None
        if side is not Side.PARTNER or state not in _UNOFFERED:
            found.append(
                AgreementThen(row, names[row.pk], state, way, signed, revision == row.revision)
            )
    return found


def _unwalked(row: Agreement, walked_later: bool, on: date) -> str:
    """Before its first step it was a draft; of one that never took a step only the days it tells of are known."""
    if walked_later or row.state == AgreementState.DRAFTED.value:
        return AgreementState.DRAFTED.value
    if row.ended_on is not None and row.ended_on <= on:
        return row.state
    if row.signed_on is not None and row.signed_on <= on:
        return AgreementState.SIGNED.value
    return ""


@dataclass(frozen=True)
class Owed:
    """`state` is what its last decision until then made of it: reported, confirmed, late, or open."""

    row: Obligation
    state: str


@dataclass(frozen=True)
class TextThen:
    """`owed` is None where the text was changed since: what it said then is not kept for pages."""

    unit: str
    partner: str
    owed: list[Owed] | None
    is_signed: bool
    ended_on: date | None
    reason: str
    since: list[Entry]


_OWED = {
    "obligation_reported": "reported", "obligation_confirmed": "confirmed",
    "obligation_returned": "open",
}  # fmt: skip


def agreement(then: AgreementThen, on: date, side: Side | None) -> TextThen:
    """What the government says among its own people is not told to a partner."""
    row = then.row
    own = () if side is Side.PARTNER else ("agreement_moved",)
    since = _since([row], on, ("agreement_changed", "agreement_signed", *own))
    is_over = then.state in {AgreementState.ENDED.value, AgreementState.REFUSED.value}
    return TextThen(
        organisation.unit_names([row.unit_id], on).get(row.unit_id, row.agency.name),
        audit.names_on([row.partner], on)[row.partner_id],
        _owed(row, then.state in _SIGNED, on) if then.keeps_text else None,
        then.state in _SIGNED, row.ended_on if is_over else None,
        then.steps[-1].words if is_over and then.steps else "", since,
    )  # fmt: skip


def _owed(row: Agreement, is_live: bool, on: date) -> list[Owed]:
    told: dict[int, str] = {}
    for entry in _up_to([row], on, _OWED):
        told[entry.details["obligation"]] = _OWED[_deed(entry)]
    found = []
    for one in row.obligations.order_by("due", "pk"):
        state = told.get(one.pk, "open")
        late = is_live and state == "open" and one.due < on
        found.append(Owed(one, "late" if late else state))
    return found


# ── a programme ──────────────────────────────────────────────────────

_PROGRAMME_CHANGES = (
    "programme_changed", "programme_opened", "programme_closed", "partner_moved", "partner_left",
    "indicator_added", "indicator_changed", "indicator_removed", "place_changed", "place_removed",
)  # fmt: skip
_MILESTONE_CHANGES = ("milestone_changed", "milestone_dropped")
_ADDED, _DROPPED = "milestone_added", "milestone_dropped"


@dataclass(frozen=True)
class MilestoneThen:
    row: Milestone
    title: str
    doer: str
    claimed: int
    verified: int
    is_dropped: bool
    is_waiting: bool
    is_late: bool

    @property
    def small_bars(self) -> SafeString:
        return drawing.shares(self.claimed, self.verified, large=False)

    @property
    def kind(self) -> str:
        """How its dot looks on the line of time."""
        if self.is_dropped:
            return "dropped"
        if self.verified == 100:
            return "done"
        if self.is_waiting:
            return "waiting"
        return "late" if self.is_late else "open"


@dataclass(frozen=True)
class ProgrammeThen:
    """`state` is empty where nothing was kept of it."""

    row: Programme
    name: str
    state: str
    unit: str
    standing: Standing
    milestones: list[MilestoneThen]
    indicators: list[Measured]
    partners: list[tuple[str, str]]  # name, what it brings
    since: list[Entry]

    def get_state_display(self) -> str:
        return str(PROGRAMME_STATE_LABELS[self.state])


def programme(row: Programme, on: date) -> ProgrammeThen:
    joined = list(row.partners.filter(joined_at__lt=end_of(on)).select_related("partner").order_by("pk"))  # fmt: skip
    every = [one.partner for one in row.partners.select_related("partner").order_by("pk")]
    names = audit.names_on(every, on)
    milestones = list(row.milestones.select_related("partner").order_by("order", "pk"))
    later = _since([row], on, _PROGRAMME_CHANGES)
    later_there = _since(milestones, on, [_ADDED, *_MILESTONE_CHANGES])
    not_yet = {int(entry.object_id) for entry in later_there if _deed(entry) == _ADDED}
    shown = _milestones(row, [one for one in milestones if one.pk not in not_yet], names, on)
    steps = [
        schedule.Step(one.row.pk, one.row.weight, one.claimed, one.verified, one.row.due, one.is_dropped)
        for one in shown
    ]  # fmt: skip
    progress = schedule.progress(steps, on)
    late = [one.row for one in shown if one.is_late]
    standing = Standing(int(progress.claimed), int(progress.verified), int(progress.planned), late)
    since = later + [entry for entry in later_there if _deed(entry) != _ADDED]
    return ProgrammeThen(
        row, audit.names_on([row], on)[row.pk], _programme_state(row, later, on),
        organisation.unit_names([row.unit_id], on).get(row.unit_id, row.agency.name), standing, shown,
        _indicators(row, later, on), [(names[one.partner_id], one.brings) for one in joined],
        sorted(since, key=lambda entry: (entry.at, entry.pk)),
    )  # fmt: skip


def _programme_state(row: Programme, later: Collection[Entry], on: date) -> str:
    """One that never was told to begin is only known as it is now."""
    if row.closed_at is not None and row.closed_at < end_of(on):
        return row.state
    if _up_to([row], on, ["programme_opened"]):
        return ProgrammeState.RUNNING.value
    if row.state == ProgrammeState.DRAFTED.value:
        return row.state
    began_later = any(_deed(entry) == "programme_opened" for entry in later)
    return ProgrammeState.DRAFTED.value if began_later else ""


def _milestones(
    programme: Programme, rows: Sequence[Milestone], names: Mapping[int, str], on: date
) -> list[MilestoneThen]:
    dropped = {int(entry.object_id) for entry in _up_to(rows, on, [_DROPPED])}
    titles = audit.names_on(rows, on)
    claims: dict[int, list[Claim]] = {row.pk: [] for row in rows}
    end = end_of(on)
    taken_back = Q(state=ClaimState.WITHDRAWN.value, answered_at__lt=end)
    for claim in Claim.objects.filter(milestone__in=rows, at__lt=end).exclude(taken_back).order_by("at", "pk"):  # fmt: skip
        claims[claim.milestone_id].append(claim)
    found = []
    for row in rows:
        claimed, verified, is_waiting = _progress(claims[row.pk], end)
        doer = names[row.partner.partner_id] if row.partner else programme.agency.name
        is_dropped = row.pk in dropped
        late = row.due < on and verified < 100 and not is_dropped
        found.append(
            MilestoneThen(
                row, titles[row.pk], doer, claimed, verified, is_dropped, is_waiting, late,
            )
        )  # fmt: skip
    return found


def _progress(claims: Sequence[Claim], end: datetime) -> tuple[int, int, bool]:
    """Claimed and verified of these, the oldest first, and whether the newest waited for an answer."""
    seen = [
        c.seen_percent or 0 for c in claims if c.answered_at is not None and c.answered_at < end
    ]
    verified = max(seen, default=0)
    if not claims:
        return 0, 0, False
    newest = claims[-1]
    is_waiting = newest.answered_at is None or newest.answered_at >= end
    return max(newest.percent, verified), verified, is_waiting


def _indicators(programme: Programme, later: Collection[Entry], on: date) -> list[Measured]:
    """But for those added later, with what was written down by then, right or wrong."""
    not_yet = {e.details["indicator"] for e in later if _deed(e) == "indicator_added"}
    end = end_of(on)
    then = Q(corrected_at=None) | Q(corrected_at__gte=end)
    values = IndicatorValue.objects.filter(then, indicator__programme=programme, at__lt=end)
    told: dict[int, list[IndicatorValue]] = {}
    for value in values.order_by("on", "pk"):
        told.setdefault(value.indicator_id, []).append(value)
    found = []
    for row in programme.indicators.exclude(pk__in=not_yet).order_by("pk"):
        measured = told.get(row.pk, [])
        chart = drawing.indicator(row, measured, programme.period, on)
        found.append(Measured(row, measured, [], chart))
    return found
