"""Who may read the decision log."""

from django.db.models import QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit.models import Entry


def can_read(user: User) -> bool:
    return accounts.has(user, Right.VIEW_LOG)


def readable(user: User) -> QuerySet[Entry]:
    """All of it, or the chains of the agencies over which the right is held."""
    reach = accounts.reach(user, Right.VIEW_LOG)
    if reach.everywhere:
        return Entry.objects.all()
    return Entry.objects.filter(chain__in=reach.of("agency"))
