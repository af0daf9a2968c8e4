"""What a press of a button brought along."""

import uuid

from django.http import QueryDict
from django.utils.translation import ngettext

from luwes.accounts.http import Request
from luwes.core.numbers import whole, wholes


def pressed(request: Request) -> uuid.UUID:
    """The press's own key, or a new one: the same press sent twice is written once."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def chosen(request: Request, name: str) -> int:
    """The key of the chosen row; nought, which no row has, for anything else."""
    return whole(request.POST.get(name, ""))


def asked(data: QueryDict) -> tuple[str, list[int]]:
    """A row's own button ("in-12"), or a deed for the ticked rows."""
    deed, _dash, one = data.get("deed", "").partition("-")
    rows = [one] if one else data.getlist("who")
    return deed, wholes(rows)


def recorded(deed: str, ids: list[int]) -> str:
    """What is said after people of a post were written down; empty for a deed unknown."""
    n = len(ids)
    words = {
        "in": ngettext("%d orang tercatat hadir.", "%d orang tercatat hadir.", n),
        "out": ngettext("%d orang tercatat pulang.", "%d orang tercatat pulang.", n),
        "done": ngettext(
            "Tugas %d orang selesai. Kepala unit asal diminta mencatat kembalinya.",
            "Tugas %d orang selesai. Kepala unit asal diminta mencatat kembalinya.",
            n,
        ),
    }
    return words[deed] % n if deed in words else ""
