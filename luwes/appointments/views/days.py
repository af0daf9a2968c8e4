"""The day of pages that reckon years ahead and back."""

from datetime import date

from django.http import Http404, HttpRequest

from luwes.ui.http import as_of


def reckonable(request: HttpRequest) -> date:
    """
    :raises Http404: for a day so far away that there is nothing to reckon
    """
    on = as_of(request)
    if not 1950 <= on.year <= 2200:
        raise Http404
    return on
