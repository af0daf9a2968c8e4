"""The one way an action says no to a person."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """
    Go on only when allowed.

    :raises PermissionDenied: otherwise
    """
    if not allowed:
        raise PermissionDenied
