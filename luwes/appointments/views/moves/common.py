"""What the pages of requests share: fetching in reach, doing with problems shown."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404

from luwes.accounts.http import Request
from luwes.appointments.models import Move, MoveRequest
from luwes.appointments.moving import access
from luwes.core import clock
from luwes.core.access import require


def in_sight(request: Request, request_id: int) -> MoveRequest:
    return get_object_or_404(access.visible(request.user, clock.today()), pk=request_id)


def to_prepare(request: Request, request_id: int) -> MoveRequest:
    """
    :raises Http404: out of sight
    :raises PermissionDenied: without the right to prepare it
    """
    found = in_sight(request, request_id)
    require(access.can_prepare(request.user, found.agency_id))
    return found


def move_to_prepare(
    request: Request, move_id: int, may: Callable[[Request, MoveRequest], bool] | None = None
) -> Move:
    seen = access.visible(request.user, clock.today()).order_by().values("pk")
    rows = Move.objects.select_related("request__agency", "employee", "to_position__title")
    move = get_object_or_404(rows, pk=move_id, request__in=seen)
    allowed = (
        may(request, move.request)
        if may
        else access.can_prepare(request.user, move.request.agency_id)
    )
    require(allowed)
    return move


def prepares_or_signs(request: Request, row: MoveRequest) -> bool:
    return access.can_prepare(request.user, row.agency_id) or access.can_sign(
        request.user, row.agency_id
    )
