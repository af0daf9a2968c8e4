"""Whose file nobody but they themselves keeps, so that hours they tell of would wait for nobody."""

from datetime import date

from django.db.models import Q

from luwes.accounts.rules import RIGHTS, Right
from luwes.people import over

KEEPERS = [role for role, rights in RIGHTS.items() if Right.MANAGE_PEOPLE in rights]


def kept(on: date) -> Q:
    """Of employees those whose file somebody else keeps."""
    return over.whole(KEEPERS, on)
