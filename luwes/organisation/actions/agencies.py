"""Agencies and what stands on their letters."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.organisation import access
from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind
from luwes.places.models import Area


@transaction.atomic
def create_agency(*, code: str, name: str, kind: AgencyKind, area: Area | None, by: User) -> Agency:
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    if Agency.objects.filter(code=code).exists():
        refuse([Problem(_("Kode instansi ini sudah dipakai."), "code")])
    agency = Agency.objects.create(code=code, name=name, kind=kind.value, area=area)
    audit.record(by, "organisation.agency_created", agency, chain=str(agency.pk))
    return agency


@transaction.atomic
def set_letterhead(
    *, agency: Agency, head_title: str, seat: str, address: str, letter_code: str, by: User
) -> None:
    """
    What stands on an agency's letters: whose word, where, and the unit's code in the number.

    :raises Refused: where another agency's letters carry this code
    """
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    letter_code = letter_code.strip()
    if letter_code and _numbers_with(letter_code).exclude(pk=agency.pk).exists():
        refuse(
            [Problem(_("Kode ini sudah dipakai dalam nomor surat instansi lain."), "letter_code")]
        )
    agency.head_title, agency.seat = head_title, seat
    agency.address, agency.letter_code = address, letter_code
    agency.save(update_fields=["head_title", "seat", "address", "letter_code"])
    audit.record(by, "organisation.letterhead_set", agency, chain=str(agency.pk), code=letter_code)


def _numbers_with(code: str) -> QuerySet[Agency]:
    """Agencies whose letters carry this code in their number; without one they carry the agency's."""
    return Agency.objects.filter(Q(letter_code=code) | Q(letter_code="", code=code))
