"""The menu: a list that areas add to in their `apps.py`. Order is by number, not by import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from luwes.core.registry import Registry

Section = Literal["main", "more", "account", "phone"]  # phone: in its bottom bar only


def everyone(user: Any) -> bool:
    return True


def nobody_waits(user: Any) -> int:
    return 0


@dataclass(frozen=True)
class MenuEntry:
    """A place in the rail. `phone` (1 to 4) puts it in the phone's bottom bar as well,
    under `phone_label` when the word is too long for it.

    The entry is marked as current for its own page and every page of the namespaces or
    names in `covers`; without it, for the namespace of `url_name`.
    """

    key: str
    label: Any
    icon: str
    url_name: str
    order: int
    section: Section = "main"
    visible: Callable[[Any], bool] = everyone
    phone: int | None = None
    phone_label: Any = ""
    phone_icon: str = ""
    covers: tuple[str, ...] = ()

    def is_current(self, view_name: str) -> bool:
        namespace, colon, _ = self.url_name.rpartition(":")
        homes = self.covers or ((namespace,) if colon else ())
        return view_name == self.url_name or any(
            view_name == home or view_name.startswith(f"{home}:") for home in homes
        )


@dataclass(frozen=True)
class Bell:
    """How many notifications wait, and the page that lists them."""

    count: Callable[[Any], int] = nobody_waits
    url_name: str = ""


@dataclass(frozen=True)
class Me:
    """What the top bar says about the signed-in person: name, role, own page."""

    name: str
    role: str = ""
    url: str = ""


ENTRIES: Registry[MenuEntry] = Registry("menu")
_bell = Bell()
_me: Callable[[Any], Me] | None = None


def add(entry: MenuEntry) -> None:
    ENTRIES.add(entry)


def entries_for(user: Any, section: Section | None = None) -> list[MenuEntry]:
    """What this user sees, in order; of one section or of all."""
    seen = [e for e in ENTRIES if section in {None, e.section} and e.visible(user)]
    return sorted(seen, key=lambda e: (e.order, e.key))


def phone_entries_for(user: Any) -> list[MenuEntry]:
    """The places of the phone's bottom bar, at most four."""
    seen = [e for e in entries_for(user) if e.phone is not None]
    return sorted(seen, key=lambda e: (e.phone or 0, e.order))[:4]


def current_key(user: Any, view_name: str) -> str:
    """The key of the entry this page belongs to; an exact page beats its namespace."""
    seen = entries_for(user)
    exact = [e.key for e in seen if e.url_name == view_name]
    near = [e.key for e in seen if e.is_current(view_name)]
    return (exact + near + [""])[0]


def set_bell(bell: Bell) -> None:
    global _bell
    _bell = bell


def bell() -> Bell:
    return _bell


def set_me(describe: Callable[[Any], Me]) -> None:
    global _me
    _me = describe


def me(user: Any) -> Me:
    if _me is not None:
        return _me(user)
    return Me(getattr(user, "name", "") or user.get_username())
