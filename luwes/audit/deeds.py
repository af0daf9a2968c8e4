"""The deeds the log knows, in words for people; areas above register theirs in `apps.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.core.registry import Registry


@dataclass(frozen=True)
class Deed:
    """What `record(by, key, …)` was told, and how pages say it: "Rencana disetujui"."""

    key: str
    label: str | Promise


deeds: Registry[Deed] = Registry("deeds")
deeds.add(Deed("accounts.granted", _("Kewenangan diberikan")))
deeds.add(Deed("accounts.ended", _("Kewenangan diakhiri")))
deeds.add(Deed("accounts.user_added", _("Pengguna dibuat")))
deeds.add(Deed("accounts.user_changed", _("Pengguna diubah")))
deeds.add(Deed("accounts.password_reset", _("Kata sandi diatur ulang oleh pengelola")))
deeds.add(Deed("accounts.second_factor_removed", _("Faktor kedua dihapus oleh pengelola")))


def add_all(area: str, labels: Mapping[str, str | Promise]) -> None:
    """Register an area's deeds: what follows the area's name in their keys, and the words."""
    for key, label in labels.items():
        deeds.add(Deed(f"{area}.{key}", label))


def label_of(key: str) -> str:
    """Words for a deed; one that nobody registered shows its key."""
    deed = deeds.get(key)
    return str(deed.label) if deed else key
