"""The search page; and the live style guide, wired at `/ui/` in debug."""

from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.core import clock
from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.ui import search as searching
from luwes.ui.http import as_of, form_page, part_or_page, wants_part
from luwes.ui.icons import NAMES

NEEDS = [
    {"role": "Perawat", "need": 56, "here": 24, "coming": 10, "asked": 4},
    {"role": "Evakuasi", "need": 84, "here": 71, "coming": 10, "asked": 3},
    {"role": "Dokter", "need": 14, "here": 11, "coming": 3, "asked": 0},
]
UNITS = [
    {"unit": "RSUD Contoh, perawat malam", "was": 106, "now": 91, "minimum": 91, "most": 111},
    {"unit": "Satpol PP, semua", "was": 234, "now": 173, "minimum": 140, "most": 255},
]
BUBBLES = [
    {"lat": -5.359, "lon": 105.275, "name": "Tanjung Senang", "figure": "1.615", "size": 1615, "lack": 4},
    {"lat": -5.384, "lon": 105.301, "name": "Sukarame", "figure": "1.244", "size": 1244, "lack": 4},
    {"lat": -5.372, "lon": 105.226, "name": "Rajabasa", "figure": "1.095", "size": 1095, "lack": 3},
    {"lat": -5.447, "lon": 105.284, "name": "Bumi Waras", "figure": "803", "size": 803},
    {"lat": -5.43, "lon": 105.255, "name": "Posko induk", "kind": "post"},
]  # fmt: skip


class Sample(Form):
    place = forms.CharField(
        label=_("Letak jalan"), help_text=_("Nama jalan dan patokan di dekatnya.")
    )
    first_day = forms.DateField(label=_("TMT"))
    count = forms.IntegerField(label=_("Jumlah orang"), min_value=1, required=False)
    role = forms.ChoiceField(
        label=_("Peran"), choices=[("", "—"), ("n", "Perawat"), ("d", "Dokter")]
    )
    how = forms.ChoiceField(
        label=_("Seberapa parah?"),
        choices=[("1", "Masih lancar"), ("2", "Harus menghindar")],
        widget=forms.RadioSelect,
    )
    which = forms.MultipleChoiceField(
        label=_("Kelompok"),
        required=False,
        choices=[("a", "Hamil"), ("b", "Cuti")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Keterangan"), widget=forms.Textarea, required=False)
    letter = forms.FileField(
        label=_("Berkas SK"), required=False, help_text=_("PDF, paling besar 5 MB.")
    )
    secret = forms.BooleanField(label=_("Rahasiakan nama saya"), required=False)


@login_not_required
@require_http_methods(["GET", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    form = Sample(request.POST or None)
    page = Paginator(range(1, 131), 25).get_page(request.GET.get("hal"))
    values = {
        "form": form,
        "page": page,
        "icons": sorted(NAMES),
        "needs": NEEDS,
        "units": UNITS,
        "map": {"bubbles": BUBBLES},
        "day": as_of(request),
        "now": clock.now(),
        "period": through(date(2025, 2, 25), date(2025, 3, 1)),
    }
    return form_page(request, "ui/components.html", values)


PAGE_HITS = 20  # a group on the search page; fewer while one types


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything the reader may see, in groups; answers htmx with the hits alone."""
    text = request.GET.get("q", "").strip()[:100]
    most = searching.MOST if wants_part(request) else PAGE_HITS
    context = {
        "text": text,
        "is_short": len(text) < searching.SHORTEST,
        "groups": searching.found(request.user, text, clock.today(), most),
    }
    return part_or_page(request, "ui/parts/found.html", "ui/search.html", context)
