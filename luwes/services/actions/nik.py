"""The NIK of a case: shown to who handles it, for a purpose; the citizen sees who read it and when."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.services import access
from luwes.services.models import Case, NikReading


@transaction.atomic
def read(*, case: Case, why: str, now: datetime, on: date, by: User) -> str:
    """
    The sixteen digits, once more written down as read.

    :raises Refused: without a purpose
    """
    require(access.can_read_nik(by, case, on))
    refuse(
        [] if why.strip() else [Problem(_("Tulis untuk keperluan apa; warga membacanya."), "why")]
    )
    NikReading.objects.create(case=case, by=by, at=now, why=why.strip()[:200])
    audit.record(
        by, "services.nik_read", case, chain=str(case.agency_id), reason=why, number=case.number
    )
    return str(case.nik)
