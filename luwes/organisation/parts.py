"""The part of the organisation that a page shows: by its address, and by a right of who looks."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.numbers import whole
from luwes.organisation import access, queries
from luwes.organisation.models import Agency
from luwes.organisation.queries.tree import Focus


def asked(request: Request, right: Right, on: date) -> Focus | None:
    """
    The one in the address; `queries.tree.start` tells where there is none.

    :raises Http404: where the right does not reach it
    """
    if unit_id := whole(request.GET.get("unit", "")):
        shape = queries.shape_of(unit_id, on)
        if shape is None or not access.reaches(request.user, right, shape):
            raise Http404
        return Focus(shape.agency, shape)
    if agency_id := whole(request.GET.get("instansi", "")):
        if not access.can_in_agency(request.user, right, agency_id):
            raise Http404
        return Focus(get_object_or_404(Agency, pk=agency_id))
    return None


def above(user: User, right: Right, focus: Focus, on: date) -> list[Focus]:
    """The parts above that the reader may open, top first."""
    agency = focus.agency
    if focus.shape is None:
        return []
    found = [Focus(agency)] if access.can_in_agency(user, right, agency.pk) else []
    over = queries.ancestors(focus.shape, on)
    return found + [Focus(agency, shape) for shape in over if access.reaches(user, right, shape)]
