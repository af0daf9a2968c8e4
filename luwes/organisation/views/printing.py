"""The position map as the official form, of one unit with all below it or of one agency, on any day."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.sheets import download
from luwes.organisation import access, parts
from luwes.organisation.printing import paper, reading, workbook
from luwes.organisation.printing.reading import Form
from luwes.organisation.queries import tree
from luwes.organisation.views.common import day
from luwes.ui.tags.words import number


@require_GET
def form(request: Request, form: str) -> HttpResponseBase:
    """As `form` says: pdf or xlsx. Who sees several parts has to choose one first."""
    require(access.can_look(request.user))
    on, _per = day(request)
    starts = tree.start(request.user, on)
    focus = parts.asked(request, Right.VIEW_ORGANISATION, on) or (
        starts[0] if len(starts) == 1 else None
    )
    if focus is None:
        return _back(request, _("Pilih dahulu instansi atau unit yang dicetak."))
    read = reading.read(focus, on)
    name = f"peta-jabatan-{slugify(focus.name)[:60]}-{on.isoformat()}"
    if form == "xlsx":
        return download(name, form, _("Peta jabatan"), workbook.head(), workbook.rows(read))
    return _paper(request, read, name)


def _paper(request: Request, read: Form, name: str) -> HttpResponse:
    lines = len(read.units) + read.posts
    if lines > paper.MOST_LINES:
        said = _("Bagian ini %(lines)s baris, terlalu besar untuk satu berkas PDF. Cetak unit di bawahnya satu per satu, atau unduh xlsx-nya.")  # fmt: skip
        return _back(request, said % {"lines": number(lines)})
    answer = HttpResponse(paper.pdf(read, at=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _back(request: Request, said: str) -> HttpResponse:
    """To the map of the same part and day, with what stands against it."""
    messages.warning(request, said)
    keep = {name: request.GET[name] for name in ("unit", "instansi", "per") if name in request.GET}
    return redirect(f"{reverse('organisation:map')}?{urlencode(keep)}")
