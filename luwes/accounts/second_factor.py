"""Who must sign in with a second factor, and who has one."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from luwes.accounts import queries, rules
from luwes.accounts.models import User


def is_required(user: User) -> bool:
    """By setting, in production from the start: administrators and approving authorities."""
    return bool(settings.LUWES_REQUIRE_MFA) and is_advised(user)


def is_advised(user: User) -> bool:
    return rules.needs_second_factor(queries.held(user))


def is_enrolled(user: User) -> bool:
    return bool(is_mfa_enabled(user))
