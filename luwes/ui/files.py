"""Files that somebody gave us, on their way out: run by nothing, kept by nobody but who may see them."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.cache import add_never_cache_headers

_TYPES = {"jpeg": "image/jpeg", "pdf": "application/pdf"}
_ENDINGS = {"jpeg": (".jpg", ".jpeg"), "pdf": (".pdf",)}
_DAY = 24 * 3600


def sent(file: FieldFile, name: str, kind: str, *, is_shown: bool = False) -> FileResponse:
    """Our own JPEG may be shown in the page, a document is only downloaded; a browser guesses at neither."""
    found = FileResponse(
        file.open("rb"), as_attachment=not (is_shown and kind == "jpeg"),
        filename=_named(name, kind), content_type=_TYPES[kind],
    )  # fmt: skip
    found["X-Content-Type-Options"] = "nosniff"
    found["Content-Security-Policy"] = "sandbox; default-src 'none'"
    add_never_cache_headers(found)
    return found


def _named(name: str, kind: str) -> str:
    """The ending is that of what it is, whatever it was called."""
    endings = _ENDINGS[kind]
    return name if name.lower().endswith(endings) else name + endings[0]


def picture(file: FieldFile) -> FileResponse:
    """A picture that we drew anew, in the page of who may see it; their browser keeps it for a day."""
    found = FileResponse(file.open("rb"), content_type=_TYPES["jpeg"])
    found["Cache-Control"] = f"private, max-age={_DAY}"
    return found
