"""Where a person is reached and by which channel first; the area that knows people keeps it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from luwes.accounts.models import User
from luwes.core.registry import Registry
from luwes.notifications.rules import Channel


@dataclass(frozen=True)
class Addresses:
    """One person's own. `key` is the caller's name for them, as in `actions.Recipient`."""

    key: str
    name: str
    email: str
    phone: str
    channels: tuple[Channel, ...]


@dataclass(frozen=True)
class Book:
    """`find`: the addresses of the person behind an account, if it keeps them."""

    key: str
    find: Callable[[User], Addresses | None]
    choose: Callable[[User, Sequence[Channel]], None]


books: Registry[Book] = Registry("address books")


def book_of(user: User) -> tuple[Book, Addresses] | None:
    """The book that knows this person, and what stands in it."""
    for book in books:
        found = book.find(user)
        if found:
            return book, found
    return None


def addresses_of(user: User) -> Addresses:
    """From a book, else what the account itself knows."""
    known = book_of(user)
    if known:
        return known[1]
    return Addresses(f"accounts.user:{user.pk}", user.name, user.email, "", (Channel.EMAIL,))
