"""Reads of partners: listed, alike, with their papers; the same cost however many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.collaboration.models import DOCUMENT_LABELS, Partner, PartnerDocument, Representative
from luwes.collaboration.rules import papers
from luwes.collaboration.rules.alike import name_key
from luwes.collaboration.rules.papers import Asked
from luwes.collaboration.rules.states import DocumentKind, PartnerKind, PartnerState

NEAR = 0.45  # of three-letter pieces in common; own choice
MOST_ALIKE = 5


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; empty is all but those that were merged."""

    words: str = ""
    kind: str = ""
    state: str = ""
    ending: bool = False


def listed(rows: QuerySet[Partner], wanted: Wanted, on: date) -> QuerySet[Partner]:
    """With `ends_soon`: whether a paper that holds ends within the days of the first reminder."""
    soon = _ending(on).filter(partner=OuterRef("pk"))
    found = rows.annotate(ends_soon=Exists(soon))
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state=PartnerState.MERGED.value)  # fmt: skip
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.ending:
        found = found.filter(ends_soon=True)
    for word in name_key(wanted.words).split()[:6]:
        found = found.filter(Q(name_key__holds=word) | Q(name__holds=word))
    return found.order_by("name", "pk")


def _ending(on: date) -> QuerySet[PartnerDocument]:
    last = on + timedelta(days=max(papers.REMIND) + 1)
    return PartnerDocument.objects.filter(
        period__contains=on, period__endswith__lte=last
    ).order_by()


def of_tax_mark(mark: str, but: int | None = None) -> Partner | None:
    rows = Partner.objects.filter(tax_mark=mark).exclude(state=PartnerState.MERGED.value)
    return rows.exclude(pk=but or 0).order_by("pk").first() if mark else None


def of_government(agency_id: int, but: int | None = None) -> Partner | None:
    """The record of one of the governments here."""
    rows = Partner.objects.filter(government=agency_id).exclude(state=PartnerState.MERGED.value)
    return rows.exclude(pk=but or 0).order_by("pk").first()


def alike(key: str, but: int | None = None) -> list[Partner]:
    """Partners whose names are the same or near, as they are compared; the nearest first."""
    rows = Partner.objects.exclude(state=PartnerState.MERGED.value).exclude(pk=but or 0)
    near = rows.annotate(near=TrigramSimilarity("name_key", key)).filter(near__gte=NEAR)
    return list(near.order_by("-near", "pk")[:MOST_ALIKE])


def held_kinds(partner: Partner, on: date) -> set[DocumentKind]:
    """Kinds of papers that hold on the day and were looked at."""
    rows = partner.documents.filter(period__contains=on).exclude(checked_at=None)
    return {DocumentKind(kind) for kind in rows.order_by().values_list("kind", flat=True)}


@dataclass(frozen=True)
class Need:
    """A paper that is asked for: `label`, `law`, and whether one holds that was looked at."""

    label: str
    law: str
    is_there: bool


def needs(partner: Partner, documents: Collection[PartnerDocument], on: date) -> list[Need]:
    """The papers asked of a partner, from those at hand."""
    kind = PartnerKind(partner.kind)
    held = {DocumentKind(d.kind) for d in documents if d.checked_at and on in d.period}
    lacking = papers.missing(kind, held)
    return [Need(_names(one), one.law, one not in lacking) for one in papers.ASKED[kind]]


def _names(asked: Asked) -> str:
    return " / ".join(str(DOCUMENT_LABELS[kind.value]) for kind in asked.kinds)


def speakers(partner_ids: Collection[int], on: date) -> dict[int, list[Representative]]:
    """Who speaks for these partners on the day."""
    rows = Representative.objects.filter(
        partner_id__in=partner_ids, period__contains=on, user__is_active=True
    )
    found: dict[int, list[Representative]] = {pk: [] for pk in partner_ids}
    for row in rows.select_related("user").order_by("user__name", "pk"):
        found[row.partner_id].append(row)
    return found


def secretariat(agency_id: int, on: date) -> list[User]:
    """Whoever looks after cooperation of a government."""
    role = Role.COOPERATION_OFFICER
    scopes = {"agency": [str(agency_id)], EVERYWHERE: [""]}
    grants = accounts.holders_over({role: scopes}, on)[role]
    return list({grant.user_id: grant.user for grant in grants}.values())
