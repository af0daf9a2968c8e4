"""The deeds the log knows, in words for people; areas above register theirs in `apps.py`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import ROLE_LABELS
from luwes.core.registry import Registry
from luwes.ui import formats

Words = Mapping[str, str | Promise]


@dataclass(frozen=True)
class Detail:
    """How a detail is called: "Berlaku mulai"; `words` for values (or their parts) kept as codes."""

    label: str | Promise
    words: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """What `record(by, key, …)` was told, and how pages say it: "Rencana disetujui"."""

    key: str
    label: str | Promise
    details: Mapping[str, Detail] = field(default_factory=dict)


# Details that mean the same in every area.
DETAILS = {
    "first_day": Detail(_("Berlaku mulai")),
    "last_day": Detail(_("Sampai dengan")),
    "on": Detail(_("Per tanggal")),
    "days": Detail(_("Hari")),
    "code": Detail(_("Kode")),
    "name": Detail(_("Nama")),
    "user": Detail(_("Pengguna")),
    "people": Detail(_("Orang")),
}
ACCOUNTS = {
    "granted": _("Kewenangan diberikan"),
    "ended": _("Kewenangan diakhiri"),
    "user_added": _("Pengguna dibuat"),
    "user_changed": _("Pengguna diubah"),
    "password_reset": _("Kata sandi diatur ulang oleh pengelola sistem"),
    "second_factor_removed": _("Faktor kedua dihapus oleh pengelola sistem"),
}
ACCOUNT_DETAILS = {
    "role": Detail(_("Peran"), ROLE_LABELS),
    "scope_kind": Detail(_("Jenis lingkup"), {"all": _("Semua instansi")}),
    "scope_id": Detail(_("Nomor lingkup")),
    "changed": Detail(
        _("Yang berubah"),
        {"name": _("Nama"), "email": _("Surel"), "is_active": _("Akun ini boleh masuk")},
    ),
}

deeds: Registry[Deed] = Registry("deeds")


def add_all(area: str, labels: Words, details: Mapping[str, Detail] | None = None) -> None:
    """Register an area's deeds: what follows the area's name in their keys, and the words."""
    for key, label in labels.items():
        deeds.add(Deed(f"{area}.{key}", label, details or {}))


add_all("accounts", ACCOUNTS, ACCOUNT_DETAILS)


def label_of(key: str) -> str:
    """Words for a deed; one that nobody registered shows its key."""
    deed = deeds.get(key)
    return str(deed.label) if deed else key


def details_of(key: str, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was told with a deed, as labels and texts; a detail without words shows its key."""
    deed = deeds.get(key)
    known = {**DETAILS, **(deed.details if deed else {})}
    found = [(known.get(name, Detail(name)), value) for name, value in told.items()]
    return [(str(detail.label), _text(value, detail.words)) for detail, value in found]


def _text(value: Any, words: Words) -> str:
    match value:
        case None | "":
            return "–"
        case dict():
            return ", ".join(f"{words.get(k, k)} {_text(v, words)}" for k, v in value.items())
        case list():
            return ", ".join(_text(some, words) for some in value)
        case str() if value in words:
            return str(words[value])
        case str() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return formats.short_day(date.fromisoformat(value), get_language() or "id")
        case _:
            return str(value)
