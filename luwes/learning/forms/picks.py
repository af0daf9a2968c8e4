"""The picker of a unit: units in whose name somebody may offer something to learn."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.learning import access
from luwes.organisation.forms.picks import Units


def units(user: User, on: date) -> Units:
    """A form begins with the only one, if there is just one."""
    found = Units(access.offering_units(user, on), on, reverse("learning:find_units"))
    return replace(found, first=found.only)
