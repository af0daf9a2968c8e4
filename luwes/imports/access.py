"""Who may bring spreadsheets in, and whose."""

from django.db.models import QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.imports.models import Run
from luwes.imports.registry import Importer, Owner

AGENCY = "agency"  # the kind of scope under which areas above register agencies


def can_import(user: User) -> bool:
    reach = accounts.reach(user, Right.IMPORT)
    return reach.everywhere or bool(reach.of(AGENCY))


def can_import_everything(user: User) -> bool:
    """Files whose rows name their agencies themselves."""
    return accounts.reach(user, Right.IMPORT).everywhere


def owners(user: User, importer: Importer) -> list[Owner]:
    """The agencies whose data this user may bring in."""
    reach = accounts.reach(user, Right.IMPORT)
    return [o for o in importer.owners() if reach.everywhere or o.key in reach.of(AGENCY)]


def runs(user: User) -> QuerySet[Run]:
    """The imports this user may see and decide, the newest first."""
    reach = accounts.reach(user, Right.IMPORT)
    rows = Run.objects.select_related("by").order_by("-at", "-pk")
    return rows if reach.everywhere else rows.filter(agency_key__in=sorted(reach.of(AGENCY)))


def can_decide(user: User, run: Run) -> bool:
    return runs(user).contains(run)
