"""Who may read letters and withdraw them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luwes.accounts.access import has, reach
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.registry import Registry
from luwes.letters.models import Letter

AGENCY = "agency"


@dataclass(frozen=True)
class Reader:
    """
    Letters that somebody may read beside those of the governments in their reach; areas that
    know the people register it. Letters about `alone` (their `about_kind`) are read by nobody else.
    """

    key: str
    letters: Callable[[User], Q]
    alone: str = ""


readable_by: Registry[Reader] = Registry("letter readers")


def can_list(user: User) -> bool:
    return has(user, Right.VIEW_LETTERS)


def readable(user: User) -> QuerySet[Letter]:
    """
    Letters of the governments where this user reads letters, without those that are for few, and
    what readers add.
    """
    where = reach(user, Right.VIEW_LETTERS)
    found = ~Q(about_kind__in=sorted(reader.alone for reader in readable_by if reader.alone))
    if not where.everywhere:
        found &= Q(chain__in=sorted(where.of(AGENCY)))
    for reader in readable_by:
        if reader.alone or not where.everywhere:
            found |= reader.letters(user)
    return Letter.objects.filter(found)


def can_read(user: User, letter: Letter) -> bool:
    return readable(user).filter(pk=letter.pk).exists()


def can_withdraw(user: User, letter: Letter) -> bool:
    """The authority of the government that issued the letter."""
    where = reach(user, Right.WITHDRAW_LETTERS)
    return where.everywhere or letter.chain in where.of(AGENCY)
