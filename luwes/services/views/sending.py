"""A file of a case on its way out: kept by nobody, run by nothing."""

from django.http import FileResponse
from django.utils.cache import add_never_cache_headers

from luwes.services.models import CaseFile

_TYPES = {"jpeg": "image/jpeg", "pdf": "application/pdf"}
_ENDINGS = {"jpeg": (".jpg", ".jpeg"), "pdf": (".pdf",)}


def sent(row: CaseFile, *, is_shown: bool) -> FileResponse:
    """Our own JPEG may be shown in the page, a document is only downloaded; a browser guesses at neither."""
    found = FileResponse(
        row.file.open("rb"), as_attachment=not (is_shown and row.kind == "jpeg"),
        filename=_file_name(row), content_type=_TYPES[row.kind],
    )  # fmt: skip
    found["X-Content-Type-Options"] = "nosniff"
    found["Content-Security-Policy"] = "sandbox; default-src 'none'"
    add_never_cache_headers(found)
    return found


def _file_name(row: CaseFile) -> str:
    """The ending is that of what it is, whatever it was called."""
    endings = _ENDINGS[row.kind]
    return row.name if row.name.lower().endswith(endings) else row.name + endings[0]
