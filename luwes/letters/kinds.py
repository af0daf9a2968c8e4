"""The kinds of letter; areas above register theirs in their `apps.py`."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.core.registry import Registry

TEMPLATES = Path(__file__).parent / "typst"


@dataclass(frozen=True)
class LetterKind:
    """
    What stands on the paper, in Indonesian always: `title`, the spaced word `command`, and what
    leads to the basis, to the people and to the orders, and over a list of them (`duty`: its last
    column). What `lapses` is worth nothing after its last day, as a certificate. `label` is for screens, `template` a file in `typst/`. What changes another letter doesn't stand alone: nobody withdraws it by itself.
    """

    key: str
    label: str | Promise
    title: str
    command: str = "MEMERINTAHKAN"
    to: str = "Kepada"
    orders: str = "Untuk"
    annex: str = "Daftar nama yang ditugaskan"
    stands_alone: bool = True
    template: str = "letter.typ"
    basis: str = "Dasar"
    duty: str = "Tugas"
    lapses: bool = False


WITHDRAWAL = "withdrawal"

kinds: Registry[LetterKind] = Registry("letter kinds")
kinds.add(LetterKind("assignment", _("Surat perintah tugas"), "SURAT PERINTAH TUGAS"))
kinds.add(
    LetterKind(
        WITHDRAWAL, _("Surat pencabutan"), "SURAT PENCABUTAN", "MEMUTUSKAN", "Atas nama", "Mencabut",
        stands_alone=False,
    )
)  # fmt: skip
_OTHER = LetterKind("", _("Surat"), "SURAT")


def kind_of(key: str) -> LetterKind:
    """The registered kind, or a plain one for letters of a kind no longer registered."""
    return kinds.get(key) or _OTHER
