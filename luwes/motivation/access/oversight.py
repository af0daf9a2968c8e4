"""Who sees the sums of a government's performance cycle: auditors; they read nobody's evaluation."""

from django.db.models import QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency


def audits(user: User) -> bool:
    return accounts.has(user, Right.AUDIT_PERFORMANCE)


def audited(user: User) -> QuerySet[Agency]:
    """Governments over the whole of which this user audits."""
    return organisation.agencies_with_rights(user, Right.AUDIT_PERFORMANCE)
