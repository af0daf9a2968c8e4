"""Who speaks for a partner: named by the secretariat, for a time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luwes.accounts import actions as accounts
from luwes.accounts import queries as grants
from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.facts import RepresentativeNamed
from luwes.collaboration.models import Partner, Representative
from luwes.collaboration.rules.states import PartnerState
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.people.models import Employee


@dataclass(frozen=True)
class Naming:
    title: str
    may_sign: bool
    period: Period


@dataclass(frozen=True)
class NewAccount:
    """For whoever has none yet; they alone make its password, by the link sent to `email`."""

    username: str
    name: str
    email: str


def account_named(text: str) -> User | None:
    """The one account that signs in by this name or address."""
    found = User.objects.filter(Q(username__iexact=text) | Q(email__iexact=text), is_active=True)
    rows = list(found.order_by("pk")[:2]) if text else []
    return rows[0] if len(rows) == 1 else None


@transaction.atomic
def name(
    *, partner: Partner, user: User, naming: Naming, on: date, now: datetime, by: User
) -> Representative:
    """
    Somebody speaks for a partner; named again, on the new terms.

    :raises Refused: for an official of the house: who serves it doesn't speak for its partners
    """
    require(access.can_check(by, partner))
    lock(partner)
    refuse([*_closed(partner), *_official(user, on), *_over(naming, on)])
    row, _is_new = Representative.objects.update_or_create(
        partner=partner, user=user,
        defaults={
            "title": naming.title.strip(), "may_sign": naming.may_sign, "period": naming.period,
            "named_at": now, "named_by": by,
        },
    )  # fmt: skip
    _log(by, "collaboration.representative_named", row)
    announce(RepresentativeNamed(row.pk, now))
    return row


@transaction.atomic
def name_new(
    *, partner: Partner, account: NewAccount, naming: Naming, on: date, now: datetime, by: User
) -> Representative:
    """
    As `name`, with an account made for it that can do nothing else.

    :raises Refused: as `name`, and without an address to which its password link goes
    """
    require(access.can_check(by, partner))
    if not account.email:
        refuse([Problem(_("Isi surelnya: kata sandi dibuat sendiri lewat tautan ke surel itu."), "email")])  # fmt: skip
    user = accounts.let_in(
        username=account.username, name=account.name, email=account.email,
        password=None, now=now, by=by,
    )  # fmt: skip
    return name(partner=partner, user=user, naming=naming, on=on, now=now, by=by)


@transaction.atomic
def end(*, representative: Representative, on: date, by: User) -> None:
    """From this day on they see nothing of it; what they did stays."""
    require(access.can_check(by, representative.partner))
    lock(representative)
    if representative.period.end is not None and representative.period.end <= on:
        return
    _log(by, "collaboration.representative_ended", representative)
    if representative.period.start >= on:
        representative.delete()
        return
    representative.period = Period(representative.period.start, on)
    representative.save(update_fields=["period"])


def _closed(partner: Partner) -> list[Problem]:
    if partner.state == PartnerState.MERGED:
        return [Problem(_("Catatan ini sudah digabung dengan mitra lain."))]
    return []


def _official(user: User, on: date) -> list[Problem]:
    if grants.held(user, on) or Employee.objects.filter(user=user, is_current=True).exists():
        words = _("Akun ini milik pegawai. Wakil mitra memakai akun tersendiri tanpa kewenangan.")
        return [Problem(words, "account")]
    return []


def _over(naming: Naming, on: date) -> list[Problem]:
    if naming.period.end is not None and naming.period.end <= on:
        return [Problem(_("Masanya sudah lewat."), "last_day")]
    return []


def _log(by: User, deed: str, row: Representative) -> None:
    partner = row.partner
    audit.record(
        by, deed, partner, chain=str(partner.registered_by_agency_id),
        user=row.user_id,
    )  # fmt: skip
