"""What a citizen sees of a case: found by its number and secret, told in stages and in the office's words."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.core.secrets import fingerprint
from luwes.organisation import queries as organisation
from luwes.services import timekeeping, wording
from luwes.services.models import Case, CaseEntry, CaseFile, NikReading
from luwes.services.rules import tracking as rules
from luwes.services.rules.states import OVER, REOPEN_DAYS, CaseState, EntryKind
from luwes.services.timekeeping import Standing

_NEVER = "0" * 64
# Of another citizen's case: what was done for all; what was answered, once one's own report was in it.
_DONE_FOR_ALL = [EntryKind.STEP.value, EntryKind.CLOSED.value, EntryKind.FORWARDED.value]
# What the office itself arranges, and what it says inside, is not told to the citizen.
_TOLD = [
    kind.value
    for kind in EntryKind
    if kind not in {EntryKind.NOTE, EntryKind.ROUTED, EntryKind.HANDED_OVER}
]


def by_secret(number: str, secret: str) -> Case | None:
    """The case of this number if this is its secret; the same time is taken either way."""
    rows = Case.objects.select_related(
        "agency", "unit", "service", "subject", "area", "officer", "head"
    ).annotate(service_name=wording.service_name())
    case = rows.filter(number=rules.read_number(number)).first()
    known = case.secret_hash if case else _NEVER
    return case if hmac.compare_digest(known, fingerprint(rules.read_secret(secret))) else None


@dataclass(frozen=True)
class Stage:
    """One stage of the way. `at`: when it was reached."""

    words: str
    at: datetime | None = None
    is_done: bool = False
    is_now: bool = False


@dataclass(frozen=True)
class News:
    """One thing said; `who` in words, `files` that the citizen may see."""

    entry: CaseEntry
    who: str
    words: str
    files: Sequence[CaseFile]


@dataclass(frozen=True)
class Followed:
    """All of a page: `shown` is the case whose way it tells (the head, where it is bundled)."""

    case: Case
    shown: Case
    stages: list[Stage]
    news: list[News]
    standings: list[Standing]
    readings: list[NikReading]
    office_name: str
    unknown_years: Sequence[int] = ()  # up to the next date, whose holidays nobody has entered
    question: CaseEntry | None = None  # for whose answer the office waits

    @property
    def is_bundled(self) -> bool:
        return self.case.pk != self.shown.pk

    @property
    def is_over(self) -> bool:
        return CaseState(self.shown.state) in OVER

    @property
    def next(self) -> Standing | None:
        """The clock that runs out first, of those that run."""
        return _next(self.standings)


def _next(standings: Sequence[Standing]) -> Standing | None:
    running = [s for s in standings if not s.is_met and s.reading.due]
    return min(running, key=lambda s: s.reading.due or s.clock.started_at, default=None)


def followed(case: Case, now: datetime) -> Followed:
    """Ten queries at most, however much was said."""
    head = followed_head(case)
    shown = head or case
    told = CaseEntry.objects.filter(_told_of(case, head)).select_related("by")
    entries = list(told.order_by("-at", "-pk"))
    files: dict[int, list[CaseFile]] = {}
    for row in seen_files(case).filter(entry__in=[e.pk for e in entries]):
        files.setdefault(row.entry_id or 0, []).append(row)
    office = timekeeping.calendar(shown.agency_id, localdate(now))
    standings = [] if CaseState(shown.state) in OVER else timekeeping.of_case(shown, now, office)
    soon = _next(standings)
    return Followed(
        case, shown, _stages(shown, entries, is_own=head is None),
        [News(e, _who(e), _words(e), files.get(e.pk, [])) for e in entries],
        standings,
        list(case.nik_readings.select_related("by").order_by("-at", "pk")), _office(shown, now),
        wording.unknown_years(soon.reading, soon.clock.started_at, office) if soon else (),
        _question(case, entries),
    )  # fmt: skip


def _question(case: Case, entries: Sequence[CaseEntry]) -> CaseEntry | None:
    """The newest one, of a case that waits for its own citizen."""
    if case.state != CaseState.WAITING.value:
        return None
    return next((entry for entry in entries if entry.kind == EntryKind.QUESTION.value), None)


def followed_head(case: Case) -> Case | None:
    """The case that this one follows now."""
    return case.head if case.state == CaseState.BUNDLED.value else None


def _told_of(case: Case, head: Case | None) -> Q:
    """One's own; of the head what was done for all, and answers since one's own report was in it."""
    own = Q(case=case, kind__in=_TOLD, is_internal=False)
    if head is None:
        return own
    office = Q(case=head, by_citizen=False, is_internal=False)
    answers = Q(kind=EntryKind.MESSAGE.value, at__gte=_followed_since(case))
    return own | office & (Q(kind__in=_DONE_FOR_ALL) | answers)


def _followed_since(case: Case) -> datetime:
    """Its own filing, or when an officer bundled it later."""
    rows = case.entries.filter(kind=EntryKind.BUNDLED.value).order_by("-at")
    return rows.values_list("at", flat=True).first() or case.received_at


def seen_files(case: Case) -> QuerySet[CaseFile]:
    """One's own, and of the head what shows what was done; what came with an answer is another's."""
    seen = Q(case=case)
    head = followed_head(case)
    if head is not None:
        seen |= Q(case=head, by_citizen=False, entry__is_internal=False, entry__by_citizen=False, entry__kind__in=_DONE_FOR_ALL)  # fmt: skip
    return CaseFile.objects.filter(seen, is_internal=False).order_by("pk")


def _office(case: Case, now: datetime) -> str:
    names = organisation.unit_names([case.unit_id], localdate(now)) if case.unit_id else {}
    name = names.get(case.unit_id or 0)
    return f"{name}, {case.agency}" if name else str(case.agency)


def _who(entry: CaseEntry) -> str:
    if entry.by_citizen:
        return _("Anda")
    if entry.by is None:
        return entry.office or _("Sistem")
    return f"{entry.by}, {entry.office}" if entry.office else str(entry.by)


def _words(entry: CaseEntry) -> str:
    """What happened where nobody wrote anything, or before what they wrote."""
    if entry.kind == EntryKind.CONFIRMED.value and not entry.by_citizen:
        return _("Dianggap beres karena tidak ada kabar %d hari") % REOPEN_DAYS
    return {
        EntryKind.FILED.value: _("Diterima"), EntryKind.QUESTION.value: _("Bertanya kepada Anda"),
        EntryKind.FORWARDED.value: _("Diteruskan kepada kantor yang berwenang"),
        EntryKind.STEP.value: _("Tahap baru"), EntryKind.CLOSED.value: _("Selesai"),
        EntryKind.CONFIRMED.value: _("Anda menyatakan beres"),
        EntryKind.REOPENED.value: _("Anda membuka kembali"),
        EntryKind.WITHDRAWN.value: _("Ditarik"), EntryKind.BUNDLED.value: _("Digabung dengan laporan yang sama"),
        EntryKind.THANKS.value: _("Ucapan terima kasih"),
    }.get(entry.kind, "")  # fmt: skip


def _stages(case: Case, entries: Sequence[CaseEntry], *, is_own: bool) -> list[Stage]:
    """Received, in work (with the steps reached), done with evidence; or withdrawn."""
    state = CaseState(case.state)
    steps = [e for e in reversed(entries) if e.kind == EntryKind.STEP.value][-2:]
    found = [Stage(_("Diterima"), case.received_at, is_done=True)]
    if state is CaseState.WITHDRAWN:
        return [*found, Stage(_("Ditarik"), case.closed_at, is_now=True)]
    working = state not in OVER
    taken = case.given_at is not None
    found.append(Stage(_("Ditangani petugas"), case.given_at, is_done=taken or not working, is_now=working and not steps and taken))  # fmt: skip
    found += [
        Stage(e.text[:60] + ("…" if len(e.text) > 60 else ""), e.at, is_done=not (working and e is steps[-1]), is_now=working and e is steps[-1])
        for e in steps
    ]  # fmt: skip
    if state is CaseState.WAITING:
        whose = _("Menunggu jawaban Anda") if is_own else _("Menunggu keterangan pelapor lain")
        found.append(Stage(whose, is_now=True))
        found = [Stage(s.words, s.at, s.is_done or s.is_now, is_now=s is found[-1]) for s in found]
    found.append(Stage(_("Selesai, dengan bukti"), case.closed_at, is_done=not working))
    return found


def finding(case: Case, now: datetime) -> str:
    """How it stands, as the heading of its page."""
    offered = getattr(case, "service_name", None)
    name = case.subject.name if case.subject else offered or case.get_kind_display()
    words = {
        CaseState.RECEIVED: _("%(name)s: sudah kami terima"),
        CaseState.ASSIGNED: _("%(name)s: sedang ditangani"),
        CaseState.WAITING: _("%(name)s: kami menunggu jawaban Anda"),
        CaseState.CLOSED: _("%(name)s: selesai. Sudah beres menurut Anda?"),
        CaseState.CONFIRMED: _("%(name)s: selesai"),
        CaseState.WITHDRAWN: _("%(name)s: ditarik"),
        CaseState.BUNDLED: _("%(name)s: ditangani bersama laporan yang sama"),
    }
    said = words[CaseState(case.state)]
    head = followed_head(case)
    if head is not None and CaseState(head.state) in OVER:
        said = _("%(name)s: selesai, bersama laporan yang sama")
    return said % {"name": name}
