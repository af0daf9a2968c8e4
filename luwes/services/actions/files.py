"""Files on a case: written under the entry that brought them."""

from collections.abc import Sequence

from django.core.files.base import ContentFile

from luwes.services.documents import Checked
from luwes.services.models import Case, CaseEntry, CaseFile

__all__ = ["Checked", "attach"]


def attach(
    case: Case, entry: CaseEntry | None, files: Sequence[Checked], *, by_citizen: bool
) -> None:
    """Kept under a name of our own; the name it had is only shown."""
    for one in files:
        ending = "jpg" if one.kind == "jpeg" else "pdf"
        row = CaseFile(
            case=case, entry=entry, name=one.name, kind=one.kind, size=len(one.data),
            sha256=one.sha256, by_citizen=by_citizen,
            is_internal=bool(entry and entry.is_internal),
        )  # fmt: skip
        row.file.save(f"{one.sha256[:32]}.{ending}", ContentFile(one.data), save=False)
        row.save()
