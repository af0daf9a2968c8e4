"""Who has a file of their own here."""

from luwes.accounts.models import User
from luwes.people import access as people


def takes_part(user: User) -> bool:
    """Whoever has a file of their own and has not left."""
    return people.has_file(user) and user.employee.is_current
