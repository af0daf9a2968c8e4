"""What every page's frame needs. A part for htmx, which draws none of it, pays for nothing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from luwes.core import clock
from luwes.ui import formats, menu
from luwes.ui.http import PARAMETER, asked_day


@dataclass(frozen=True)
class Place:
    """A menu entry as the page shows it."""

    key: str
    label: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class TimeMachine:
    text: str
    iso: str
    can_travel: bool
    away: bool
    keep: list[tuple[str, str]]


class Frame:
    """The parts of the frame; each is worked out when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def current(self) -> str:
        match = self.request.resolver_match
        return menu.current_key(self.user, match.view_name) if match else ""

    @property
    def signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def main(self) -> list[Place]:
        return self._places("main")

    @cached_property
    def more(self) -> list[Place]:
        return self._places("more")

    @cached_property
    def account(self) -> list[Place]:
        return self._places("account")

    @cached_property
    def phone(self) -> list[Place]:
        return [
            Place(
                e.key,
                str(e.phone_label or e.label),
                e.phone_icon or e.icon,
                reverse(e.url_name),
                e.key == self.current,
            )
            for e in menu.phone_entries_for(self.user)
        ]

    @cached_property
    def phone_rest(self) -> list[Place]:
        """What *Lainnya* holds: everything that is not in the bottom bar."""
        shown = {p.key for p in self.phone}
        return [p for p in self.main + self.more if p.key not in shown]

    @cached_property
    def me(self) -> menu.Me:
        return menu.me(self.user)

    @cached_property
    def unread(self) -> int:
        return menu.bell().count(self.user)

    @property
    def bell_url(self) -> str:
        return url_or_blank(menu.bell().url_name)

    @cached_property
    def time(self) -> TimeMachine:
        today = clock.today()
        asked = asked_day(self.request)
        shown = asked or today
        return TimeMachine(
            text=formats.short_day(shown, get_language() or "id"),
            iso=shown.isoformat(),
            can_travel=asked is not None,
            away=shown != today,
            keep=[(k, v) for k, vs in self.request.GET.lists() if k != PARAMETER for v in vs],
        )

    def _places(self, section: menu.Section) -> list[Place]:
        entries = menu.entries_for(self.user, section) if self.signed_in else []
        return [
            Place(e.key, str(e.label), e.icon, reverse(e.url_name), e.key == self.current)
            for e in entries
        ]


def frame(request: HttpRequest) -> dict[str, Any]:
    it = Frame(request)
    # templates call what is callable, so nothing is worked out before it is drawn
    return {
        "frame": it,
        "menu_main": lambda: it.main,
        "menu_more": lambda: it.more,
        "phone_menu": lambda: it.phone,
        "unread_count": lambda: it.unread,
        "as_of": lambda: it.time,
        "search_url": lambda: url_or_blank("search"),
        "logout_url": lambda: url_or_blank("account_logout"),
        "language_url": lambda: url_or_blank("set_language"),
    }


def url_or_blank(name: str, *args: object) -> str:
    """The address of a page, empty where this installation has none of that name."""
    try:
        return reverse(name, args=args) if name else ""
    except NoReverseMatch:
        return ""
