"""What the pages of this area share."""

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.motivation.access.own import takes_part
from luwes.people import access as people
from luwes.people.models import Employee


def own_file(request: Request, *, has_left_too: bool = False) -> Employee:
    """
    The file of whoever asks, as the request holds it; what has been is read by who has left, too.
    """
    require(people.has_file(request.user) if has_left_too else takes_part(request.user))
    return request.user.employee
