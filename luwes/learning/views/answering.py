"""The tabs over what waits for a superior, or for who keeps files: classes, hours, classes that were answered."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.learning import access


@dataclass(frozen=True)
class Tab:
    """`count`: how many wait; None where that is not asked."""

    label: str
    url: str
    count: int | None
    is_current: bool


def tabs(user: User, on: date, current: str, *, claims: int | None = None) -> list[Tab]:
    """
    `current`: "classes", "hours" or "answered"; `claims`: how many hours wait, where that was read
    already. None for who answers hours only.
    """
    if not access.consents(user):
        return []
    classes, hours = reverse("learning:consents"), reverse("learning:hours_waiting")
    waiting = access.awaiting_consent(user, on).order_by().count()
    if claims is None:
        claims = access.waiting_hours(user, on).order_by().count()
    told = [
        ("classes", _("Ikut kelas"), classes, waiting), ("hours", _("Jam belajar"), hours, claims),
        ("answered", _("Kelas terjawab"), f"{classes}?lihat=jawab", None),
    ]  # fmt: skip
    return [Tab(label, url, count, key == current) for key, label, url, count in told]
