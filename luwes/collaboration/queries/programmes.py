"""Reads of programmes, milestones and claims; the same cost however many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.collaboration import drawing, photos
from luwes.collaboration.access import Stand
from luwes.collaboration.models import (
    Agreement,
    Claim,
    Indicator,
    IndicatorValue,
    Milestone,
    Programme,
    ProgrammePartner,
    ProgrammePhoto,
    ProgrammePlace,
    ResidentVoice,
)
from luwes.collaboration.rules import schedule
from luwes.collaboration.rules.claiming import ANSWER_DAYS, Seen
from luwes.collaboration.rules.lapse import carries
from luwes.collaboration.rules.states import (
    AgreementKind,
    AgreementState,
    ClaimState,
    PartnerState,
    ProgrammeState,
)
from luwes.collaboration.rules.verifying import Voices
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency

MOST_PHOTOS = 24
ANSWERED = [ClaimState.VERIFIED.value, ClaimState.NOT_SO.value]


def for_page(rows: QuerySet[Programme], on: date) -> QuerySet[Programme]:
    """With what the page of one tells beside it: `unit_name` on the day, `taking_part` (names of governments)."""
    taking_part = Agency.objects.filter(
        pk__in=Programme.agencies.through.objects.filter(programme=OuterRef(OuterRef("pk")))
        .order_by().values("agency")
    ).order_by("name", "pk")  # fmt: skip
    return rows.annotate(
        unit_name=Coalesce(organisation.unit_name("unit_id", on), F("agency__name")),
        taking_part=ArraySubquery(taking_part.values("name")),
    )


# ── progress ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Standing:
    """How far a programme is, in whole per cent, rounded down: nothing is whole before it is."""

    claimed: int
    verified: int
    planned: int
    late: list[Milestone]

    @property
    def bars(self) -> SafeString:
        return drawing.shares(self.claimed, self.verified, large=True)

    @property
    def small_bars(self) -> SafeString:
        return drawing.shares(self.claimed, self.verified, large=False)


def step(row: Milestone) -> schedule.Step:
    return schedule.Step(
        row.pk, row.weight, row.claimed, row.verified, row.due, bool(row.dropped_because)
    )


def standing(milestones: Iterable[Milestone], on: date) -> Standing:
    rows = list(milestones)
    found = schedule.progress([step(row) for row in rows], on)
    late = [row for row in rows if _is_late(row, on)]
    return Standing(int(found.claimed), int(found.verified), int(found.planned), late)


def _is_late(row: Milestone, on: date) -> bool:
    return row.due < on and row.verified < 100 and not row.dropped_because


@dataclass(frozen=True)
class Listed:
    programme: Programme
    unit: str
    standing: Standing


def with_milestones(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """What runs first, then drafts, then what is over; the newest first."""
    milestones = Prefetch("milestones", Milestone.objects.order_by("order", "pk"))
    return rows.prefetch_related(milestones).order_by("closed_at", "-made_at", "-pk")


def listed(programmes: Sequence[Programme], on: date) -> list[Listed]:
    names = organisation.unit_names([row.unit_id for row in programmes], on)
    return [
        Listed(row, names.get(row.unit_id, row.agency.name), standing(row.milestones.all(), on))
        for row in programmes
    ]


# ── one programme ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Word:
    """What a resident wrote of a claim, let through by an officer."""

    words: str
    is_so: bool
    at: datetime


@dataclass(frozen=True)
class Shown:
    """A milestone as the page tells it."""

    row: Milestone
    doer: str
    is_late: bool
    holds: list[Milestone]  # what must be verified whole before it
    claim: Claim | None  # the newest that was not withdrawn
    waiting_days: int = 0
    voices: Voices = field(default_factory=lambda: Voices(0, 0))
    words: list[Word] = field(default_factory=list)
    may_claim: bool = False
    may_verify: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.claim is not None and self.claim.state == ClaimState.WAITING.value

    @property
    def is_overdue(self) -> bool:
        """The other side has let it wait too long."""
        return self.waiting_days >= ANSWER_DAYS

    @property
    def is_not_so(self) -> bool:
        return self.claim is not None and self.claim.state == ClaimState.NOT_SO.value

    @property
    def checker(self) -> str:
        """Who looks at what is claimed."""
        if self.row.partner:
            return self.row.programme.agency.name
        return _("para mitra program")

    @property
    def kind(self) -> str:
        """How its dot looks on the line of time."""
        if self.row.dropped_because:
            return "dropped"
        if self.row.verified == 100:
            return "done"
        if self.is_waiting:
            return "waiting"
        return "late" if self.is_late else "open"

    @property
    def bars(self) -> SafeString:
        return drawing.shares(self.row.claimed, self.row.verified, large=True)

    @property
    def small_bars(self) -> SafeString:
        return drawing.shares(self.row.claimed, self.row.verified, large=False)

    @property
    def said(self) -> SafeString:
        return drawing.said((word.words, word.is_so, word.at) for word in self.words)


def milestones(programme: Programme, now: datetime, stand: Stand | None = None, user: Any = None) -> list[Shown]:  # fmt: skip
    """In their order; what this user may do where a `stand` is given."""
    on = localdate(now)
    rows = _milestones(programme)
    claims = newest_claims(rows)
    by_key = {row.pk: row for row in rows}
    steps = {row.pk: step(row) for row in rows}
    running = programme.state == ProgrammeState.RUNNING.value
    found = []
    for row in rows:
        waits = {row.pk: row.waits_on}  # type: ignore[attr-defined]
        holds = [by_key[pk] for pk in schedule.open_before(row.pk, waits, steps) if pk in by_key]
        claim = claims.get(row.pk)
        is_waiting = claim is not None and claim.state == ClaimState.WAITING.value
        carried = row.partner is None or carries(row.partner.agreement, on)
        may_begin = running and not (row.dropped_because or holds or is_waiting) and carried
        voices, words = _said_of(claim) if claim else (Voices(0, 0), [])
        found.append(
            Shown(
                row, doer_of(row), _is_late(row, on), [] if row.verified == 100 else holds, claim,
                (on - localdate(claim.at)).days if claim and is_waiting else 0, voices, words,
                may_claim=bool(stand and may_begin and row.verified < 100 and stand.may_claim(row)),
                may_verify=bool(stand and claim and is_waiting and stand.may_verify(claim, user)),
            )
        )  # fmt: skip
    return found


def _milestones(programme: Programme) -> list[Milestone]:
    """With `waits_on`, the keys of those before it; partners and places are read once for all of them."""
    earlier = Milestone.waits_for.through.objects.filter(from_milestone=OuterRef("pk"))
    rows = programme.milestones.annotate(
        waits_on=ArraySubquery(earlier.order_by("to_milestone").values("to_milestone"))
    )
    joined = {row.pk: row for row in _joined(programme)}
    spots = {row.pk: row for row in places(programme)}
    found: list[Milestone] = list(rows.order_by("order", "pk"))
    for row in found:
        row.programme = programme
        row.partner = joined[row.partner_id] if row.partner_id else None
        row.place = spots[row.place_id] if row.place_id else None
    return found


def doer_of(row: Milestone) -> str:
    return row.partner.partner.name if row.partner else row.programme.agency.name


def newest_claims(rows: Sequence[Milestone]) -> dict[int, Claim]:
    """The newest of each milestone that was not withdrawn, with what residents say of it; one statement."""
    found = Claim.objects.filter(milestone__in=rows).exclude(state=ClaimState.WITHDRAWN.value)
    newest = found.order_by("milestone_id", "-at", "-pk").distinct("milestone_id")
    by_key = {row.pk: row for row in rows}
    claims = {
        claim.milestone_id: claim
        for claim in with_voices(Claim.objects.filter(pk__in=newest.values("pk"))).order_by("pk")
    }
    for pk, claim in claims.items():
        claim.milestone = by_key[pk]
    return claims


WORDS_SHOWN = 5  # of residents about one claim; the newest


def with_voices(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """How many residents said so and not so of each claim, and the newest words that were let through."""
    said = ResidentVoice.objects.filter(claim=OuterRef("pk"))
    by_claim = said.order_by().values("claim")
    shown = said.filter(is_shown=True).exclude(words="").order_by("-at", "-pk")
    word = JSONObject(words="words", is_so="is_so", at="at")
    return rows.annotate(
        voices_so=Coalesce(Subquery(by_claim.annotate(n=Count("pk", filter=Q(is_so=True))).values("n")), 0),
        voices_not_so=Coalesce(Subquery(by_claim.annotate(n=Count("pk", filter=Q(is_so=False))).values("n")), 0),
        words_shown=ArraySubquery(shown.values(word=word)[:WORDS_SHOWN]),
    )  # fmt: skip


def _said_of(claim: Any) -> tuple[Voices, list[Word]]:
    """Of one that was read `with_voices`."""
    words = [
        Word(told["words"], told["is_so"], datetime.fromisoformat(told["at"]))
        for told in claim.words_shown
    ]
    return Voices(claim.voices_so, claim.voices_not_so), words


@dataclass(frozen=True)
class Measured:
    """An indicator from where it began to now, and its target."""

    row: Indicator
    values: list[IndicatorValue]
    wrong: list[IndicatorValue]  # what was corrected, to be read with the reason
    chart: SafeString

    @property
    def latest(self) -> IndicatorValue | None:
        return self.values[-1] if self.values else None

    @property
    def is_reached(self) -> bool:
        if not self.latest:
            return False
        rising = self.row.target > self.row.baseline
        now = self.latest.value
        return now >= self.row.target if rising else now <= self.row.target


def indicators(programme: Programme, on: date) -> list[Measured]:
    values = Prefetch("values", IndicatorValue.objects.order_by("on", "pk"))
    found = []
    for row in programme.indicators.prefetch_related(values).order_by("pk"):
        told = list(row.values.all())
        measured = [value for value in told if not value.wrong_because]
        wrong = [value for value in told if value.wrong_because]
        chart = drawing.indicator(row, measured, programme.period, on)
        found.append(Measured(row, measured, wrong, chart))
    return found


@dataclass(frozen=True)
class Partnering:
    row: ProgrammePartner
    carries: bool
    number: str  # of the agreement, where it has one


def partners(programme: Programme, on: date) -> list[Partnering]:
    return [Partnering(row, carries(row.agreement, on), _number(row)) for row in _joined(programme)]


def _joined(programme: Programme) -> list[ProgrammePartner]:
    """Read once for a programme."""
    rows = ProgrammePartner.objects.select_related(
        "partner", "agreement__partner", "agreement__letter"
    )
    prefetch_related_objects([programme], Prefetch("partners", rows.order_by("pk")))
    return list(programme.partners.all())


def _number(row: ProgrammePartner) -> str:
    agreement = row.agreement
    own = agreement.letter.number if agreement.letter else ""
    return " / ".join(filter(None, [own or "", agreement.partner_number]))


def joinable(programme: Programme, on: date) -> QuerySet[Agreement]:
    """Agreements by which another partner may take part: a PKS, signed, not over, the partner active."""
    rows = Agreement.objects.filter(
        Q(period__endswith__gt=on) | Q(period__upper_inf=True), agency=programme.agency_id,
        state=AgreementState.SIGNED.value, partner__state=PartnerState.ACTIVE.value,
        kind=AgreementKind.COOPERATION.value,
    ).exclude(partner__in=programme.partners.order_by().values("partner"))  # fmt: skip
    return rows.select_related("partner").order_by("partner__name", "pk")


def movable(joined: ProgrammePartner, on: date) -> QuerySet[Agreement]:
    """Other agreements of both that carry work today."""
    rows = Agreement.objects.filter(
        agency=joined.programme.agency_id, partner=joined.partner_id, period__contains=on,
        state=AgreementState.SIGNED.value, kind=AgreementKind.COOPERATION.value,
        partner__state=PartnerState.ACTIVE.value,
    ).exclude(pk=joined.agreement_id)  # fmt: skip
    return rows.order_by("-signed_on", "pk")


def places(programme: Programme) -> list[ProgrammePlace]:
    """Read once for a programme."""
    rows = ProgrammePlace.objects.select_related("area").order_by("name", "pk")
    prefetch_related_objects([programme], Prefetch("places", rows))
    return list(programme.places.all())


def map_data(rows: Sequence[ProgrammePlace]) -> dict[str, Any]:
    """Bubbles where a point is known: the spot's own, else its area's."""
    bubbles = []
    for row in rows:
        lat, lon = (row.lat, row.lon) if row.lat is not None else (row.area.lat, row.area.lon)
        if lat is not None and lon is not None:
            bubbles.append({"lat": lat, "lon": lon, "name": row.name, "size": 1, "kind": "post"})
    return {"bubbles": bubbles}


@dataclass(frozen=True)
class Photo:
    row: ProgrammePhoto
    seen: Seen


def photos_of(programme: Programme, *, public: bool) -> list[Photo]:
    """The newest first; in public only of claims that the other side has looked at."""
    rows = programme.photos.order_by("-on", "-pk")
    if public:
        rows = rows.filter(claim__state__in=ANSWERED)
    found = list(rows[:MOST_PHOTOS])
    spots = {row.pk: row for row in places(programme)}
    for row in found:
        row.place = spots[row.place_id] if row.place_id else None
    return [Photo(row, photos.seen(row)) for row in found]


# ── one milestone ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Told:
    """A claim with its photos and those of the answer."""

    row: Claim
    photos: list[Photo]
    answer_photos: list[Photo]

    @property
    def anchor(self) -> str:
        return f"klaim-{self.row.pk}"


def claims_of(milestone: Milestone) -> list[Told]:
    pictures = Prefetch("photos", ProgrammePhoto.objects.select_related("place").order_by("pk"))
    rows = milestone.claims.select_related("by", "answered_by").prefetch_related(pictures)
    found = []
    for row in rows.order_by("-at", "-pk"):
        row.milestone = milestone
        shown = [Photo(photo, photos.seen(photo)) for photo in row.photos.all()]
        claimed = [photo for photo in shown if not photo.row.by_verifier]
        found.append(Told(row, claimed, [photo for photo in shown if photo.row.by_verifier]))
    return found


def waiting_words(programmes: QuerySet[Programme]) -> QuerySet[ResidentVoice]:
    """Words of residents that nobody has let through or hidden yet, the oldest first."""
    rows = ResidentVoice.objects.filter(
        claim__milestone__programme__in=programmes.order_by().values("pk"), looked_at=None
    )
    return rows.exclude(words="").select_related("claim__milestone__programme").order_by("at", "pk")


def read_words(programme: Programme) -> QuerySet[ResidentVoice]:
    """Words of residents that were let through or hidden, the latest decision first."""
    rows = ResidentVoice.objects.filter(claim__milestone__programme=programme)
    rows = (
        rows.exclude(looked_at=None)
        .exclude(words="")
        .select_related("claim__milestone", "looked_by")
    )
    return rows.order_by("-looked_at", "-pk")


@dataclass(frozen=True)
class WordsCounted:
    waiting: int
    read: int


def words_counted(programme: Programme) -> WordsCounted:
    """How many words of residents wait, and how many somebody has let through or hidden."""
    rows = ResidentVoice.objects.filter(claim__milestone__programme=programme).exclude(words="")
    found = rows.aggregate(n=Count("pk"), read=Count("looked_at"))
    return WordsCounted(found["n"] - found["read"], found["read"])
