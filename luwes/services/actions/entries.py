"""What is written on a case, and in whose name."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.errors import Problem
from luwes.organisation import queries as organisation
from luwes.services.models import Case, CaseEntry
from luwes.services.rules.states import OPEN, CaseState, EntryKind


def write(
    case: Case, kind: EntryKind, at: datetime, *, text: str = "", by: User | None = None,
    by_citizen: bool = False, is_internal: bool = False, office: str = "",
) -> CaseEntry:  # fmt: skip
    """One entry; an officer's stands under the office that has the case."""
    return CaseEntry.objects.create(
        case=case, kind=kind.value, at=at, by=by, by_citizen=by_citizen, text=text.strip(),
        is_internal=is_internal, office=office or ("" if by is None else office_of(case, localdate(at))),
        agency_id=case.agency_id,
    )  # fmt: skip


def office_of(case: Case, on: date) -> str:
    """How the office that has the case is called."""
    if case.unit_id:
        name = organisation.unit_names([case.unit_id], on).get(case.unit_id)
        if name:
            return name
    return organisation.agency_name(case.agency_id)


def not_open(case: Case) -> list[Problem]:
    """Why nothing more can be done on it; nothing while it is open."""
    if CaseState(case.state) in OPEN:
        return []
    if case.state == CaseState.BUNDLED.value:
        return [Problem(_("Perkara ini mengikuti perkara lain. Bekerjalah di perkara induknya."))]
    return [Problem(_("Perkara ini sudah selesai."))]
