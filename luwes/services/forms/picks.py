"""The picker of a unit: units in whose name somebody may offer services."""

from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.organisation.forms.picks import Units
from luwes.services import access


def units(user: User, on: date, first: int | None = None) -> Units:
    return Units(access.offering_units(user, on), on, reverse("services:find_units"), first)
