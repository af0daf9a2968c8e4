"""Reads of agreements: listed, one with its obligations and its way, what waits for whom."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import Agreement, Obligation, Partner
from luwes.collaboration.rules import lapse
from luwes.collaboration.rules.states import (
    AgreementKind,
    AgreementState,
    Side,
)
from luwes.organisation import queries as organisation


@dataclass(frozen=True)
class Wanted:
    """`state` is that of the table, or one that time tells: in force, over, over soon."""

    words: str = ""
    kind: str = ""
    state: str = ""


def listed(rows: QuerySet[Agreement], wanted: Wanted, on: date) -> QuerySet[Agreement]:
    found = rows
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    signed = Q(state=AgreementState.SIGNED.value)
    match wanted.state:
        case "berlaku":
            found = found.filter(signed, period__contains=on)
        case "segera":
            last = on + timedelta(days=max(lapse.AGREEMENT) + 1)
            found = found.filter(signed, period__contains=on, period__endswith__lte=last)
        case "selesai":
            found = found.filter(signed, period__endswith__lte=on)
        case "":
            pass
        case state:
            found = found.filter(state=state)
    for word in wanted.words.split()[:6]:
        named = Q(title__holds=word) | Q(partner__name__holds=word)
        found = found.filter(named | Q(letter__number__holds=word) | Q(partner_number__holds=word))
    late = Q(obligations__confirmed_at=None, obligations__reported_at=None, obligations__due__lt=on)
    counted = found.annotate(late=Count("obligations", filter=late))
    return counted.order_by("-made_at", "-pk")


def unit_label(row: Agreement, on: date) -> str:
    return organisation.unit_names([row.unit_id], on).get(row.unit_id, row.agency.name)


def umbrellas(partner: Partner, agency_id: int, on: date) -> QuerySet[Agreement]:
    """Kesepakatan bersama of both that are in force, or will be."""
    rows = Agreement.objects.filter(
        partner=partner, agency_id=agency_id, kind=AgreementKind.UNDERSTANDING.value,
        state=AgreementState.SIGNED.value, period__endswith__gt=on,
    )  # fmt: skip
    return rows.order_by("-signed_on", "pk")


# ── what waits ───────────────────────────────────────────────────────


def awaiting_review(user: User) -> QuerySet[Agreement]:
    rows = access.reviewed_by(user).filter(state=AgreementState.REVIEWED.value)
    return rows.select_related("partner").order_by("made_at", "pk")


def awaiting_signature(user: User) -> QuerySet[Agreement]:
    rows = access.signed_by(user).filter(state=AgreementState.AGREED.value)
    rows = rows.exclude(partner_signed_at=None).exclude(made_by=user)
    return rows.select_related("partner").order_by("partner_signed_at", "pk")


def awaiting_partner(partner_ids: list[int]) -> QuerySet[Agreement]:
    """Offered to read, or agreed and not yet signed by the partner."""
    unsigned = Q(state=AgreementState.AGREED.value, partner_signed_at=None)
    rows = Agreement.objects.filter(
        Q(state=AgreementState.OFFERED.value) | unsigned, partner_id__in=partner_ids
    )
    return rows.select_related("partner", "agency").order_by("made_at", "pk")


def owed_by_partner(partner_ids: list[int], on: date) -> QuerySet[Obligation]:
    """What partners owe within the days of the first reminder, or that came back, or to confirm."""
    last = on + timedelta(days=max(lapse.OBLIGATION))
    owed = Q(side=Side.PARTNER.value, reported_at=None) & (
        Q(due__lte=last) | ~Q(returned_because="")
    )
    asked = Q(side=Side.GOVERNMENT.value) & ~Q(reported_at=None)
    return _live().filter(owed | asked, agreement__partner_id__in=partner_ids)


def reported_by_partners(user: User) -> QuerySet[Obligation]:
    """What partners say is done, in agreements of the user's cooperation team."""
    own = access.reviewed_by(user).order_by().values("pk")
    rows = _live().filter(side=Side.PARTNER.value, agreement__in=own)
    return rows.exclude(reported_at=None)


def _live() -> QuerySet[Obligation]:
    states = [AgreementState.SIGNED.value, AgreementState.ENDED.value]
    rows = Obligation.objects.filter(agreement__state__in=states, confirmed_at=None)
    return rows.select_related("agreement").order_by(F("due"), "pk")
