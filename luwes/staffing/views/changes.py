"""The letters of a post, and changing what they order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import wholes
from luwes.staffing import access, amending, change_forms, changes, extending, queries, rules
from luwes.staffing.actions import changes as actions
from luwes.staffing.models import Assignment, ChangedOrder, Need, OrderChange
from luwes.ui.http import form_page

A_PAGE = 100


@dataclass(frozen=True)
class Words:
    """What a page that changes orders says; all else is alike."""

    title: str
    finding: str
    lead: str
    button: str
    note: str = ""


def _post(request: Request, need_id: int) -> Need:
    need = get_object_or_404(queries.any_need(), pk=need_id)
    may = access.can_plan(request.user, need) or amending.changeable(request.user, need).exists()
    require(may)
    return need


@require_GET
def post_letters(request: Request, need_id: int) -> HttpResponse:
    """Everybody sent to a post, with the letters so far, and what can be done about them."""
    need = _post(request, need_id)
    rows = amending.changeable(request.user, need)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    known = amending.of_assignments([row.pk for row in page.object_list])
    context = {
        "need": need, "page": page, "can_plan": access.can_plan(request.user, need),
        "rows": [(row, known.get(row.pk, []), _lacks_return(row, known.get(row.pk, []))) for row in page.object_list],
        "unreturned": amending.unreturned(request.user, need).count(),
        "is_officer": access.can_check_in_at(request.user, need),
    }  # fmt: skip
    return render(request, "staffing/post_letters.html", context)


def _lacks_return(row: Assignment, changed: list[ChangedOrder]) -> bool:
    is_done = row.state == rules.AssignmentState.COMPLETED.value and row.letter is not None
    return is_done and all(c.change.kind != changes.Kind.RETURN.value for c in changed)


def _chosen(request: Request, need: Need) -> list[Assignment]:
    """Those ticked; all that run where `all` was pressed."""
    rows = amending.changeable(request.user, need)
    data = request.POST if request.method == "POST" else request.GET
    if data.get("all"):
        return list(rows.filter(state__in=amending.RUNNING))
    return list(rows.filter(pk__in=wholes(data.getlist("who"))))


@require_http_methods(["GET", "POST"])
def amend(request: Request, need_id: int) -> HttpResponse:
    """Another last day or post, or the post's name of today, for who is ticked."""
    need, today = _post(request, need_id), clock.today()
    rows = _chosen(request, need)
    posts = amending.other_posts(need, today) if access.can_plan(request.user, need) else []
    form = change_forms.Amend(_posted(request), posts=posts)

    def carry_out(told: dict[str, Any]) -> str:
        made = actions.amend(
            assignments=rows, last_day=told["last_day"], need=told.get("need"), reason=told["reason"],
            beyond_policy=told["beyond_policy"], now=clock.now(), on=today, by=request.user,
        )  # fmt: skip
        if any(change.state == changes.State.WAITING.value for change in made):
            return _("Perpanjangan diajukan. Surat perubahan terbit setelah instansi asal menyetujui.")  # fmt: skip
        words = _("Surat perubahan terbit; yang bersangkutan dan atasannya diberi tahu.")
        opened = amending.to_open([row.pk for row in rows])
        if not told["last_day"] or not opened:
            return words
        places = ngettext(
            "%d tempat terbuka lagi sesudah hari terakhir itu dan dapat diisi pengganti.",
            "%d tempat terbuka lagi sesudah hari terakhir itu dan dapat diisi pengganti.", opened,
        )  # fmt: skip
        return f"{words} {places % opened}"

    count = ngettext("Ubah penugasan %d orang", "Ubah penugasan %d orang", len(rows))
    words = Words(
        _("Ubah penugasan"), count % len(rows),
        _("Surat yang terbit tidak diubah; surat perubahan menyebut semula dan menjadi."),
        _("Ubah penugasan"),
        _("Bila nama pos atau peran sudah diganti, kosongkan keduanya: surat perubahan memuat sebutan yang baru."),
    )  # fmt: skip
    return _form(request, need, rows, form, carry_out, words)


@require_http_methods(["GET", "POST"])
def relieve(request: Request, need_id: int) -> HttpResponse:
    need, today = _post(request, need_id), clock.today()
    rows = _chosen(request, need)
    others = amending.substitutes(rows[0]) if len(rows) == 1 else None
    form = change_forms.Relieve(_posted(request), others=others, initial={"last_day": today})

    def carry_out(told: dict[str, Any]) -> str:
        actions.relieve(
            assignments=rows, last_day=told["last_day"], because=told["because"],
            substitute=told.get("substitute"), now=clock.now(), on=today, by=request.user,
        )  # fmt: skip
        return _("Surat pembebasan terbit; yang bersangkutan dan atasannya diberi tahu.")

    count = ngettext("Bebaskan %d orang lebih awal", "Bebaskan %d orang lebih awal", len(rows))
    words = Words(
        _("Bebaskan dari tugas"), count % len(rows), _("Hari yang sudah dijalani tetap dihitung."),
        _("Terbitkan surat pembebasan"),
    )  # fmt: skip
    return _form(request, need, rows, form, carry_out, words)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(
    request: Request, need: Need, rows: list[Assignment], form: Any,
    carry_out: Callable[[dict[str, Any]], str], words: Words,
) -> HttpResponse:  # fmt: skip
    if not rows:
        messages.warning(request, _("Belum ada orang yang dipilih."))
        return redirect("staffing:post_letters", need_id=need.pk)
    if form.is_valid():
        with form.showing_problems():
            messages.success(request, carry_out(form.cleaned_data))
            return redirect("staffing:post_letters", need_id=need.pk)
    context = {"need": need, "rows": rows, "form": form, "words": words}
    return form_page(request, "staffing/change_orders.html", context)


@require_POST
def send_home(request: Request, need_id: int) -> HttpResponse:
    """Letters of return: for who is ticked, or for all who have none yet."""
    need = _post(request, need_id)
    rows = amending.unreturned(request.user, need)
    if not request.POST.get("all"):
        rows = rows.filter(pk__in=wholes(request.POST.getlist("who")))
    found = list(rows)
    if not found:
        messages.warning(request, _("Tidak ada yang perlu surat pengembalian di antara yang dipilih."))  # fmt: skip
    else:
        actions.send_home(assignments=found, now=clock.now(), on=clock.today(), by=request.user)
        text = ngettext("%d orang dikembalikan ke unit asalnya.", "%d orang dikembalikan ke unit asalnya.", len(found))  # fmt: skip
        messages.success(request, text % len(found))
    return redirect("staffing:post_letters", need_id=need.pk)


@require_http_methods(["GET", "POST"])
def decide(request: Request, change_id: int) -> HttpResponse:
    """A lending government lets its people stay longer, or not."""
    rows = OrderChange.objects.select_related("agency", "asked_by", "need__area", "decided_by")
    change = get_object_or_404(rows, pk=change_id)
    require(access.can_decide_for_agency(request.user, change.agency_id))
    waits, today = change.state == changes.State.WAITING.value, clock.today()
    orders = amending.orders_of(change)
    people = [order.assignment for order in orders]
    units = extending.left(people, change, today) if waits else []
    below = [row for row in units if row.is_below]
    overrides = bool(below) and extending.may_override(people)
    form = change_forms.Decide(_posted(request), overrides=overrides)
    if form.is_valid():
        with form.showing_problems():
            approve = request.POST.get("decision") == "approve"
            actions.decide(
                change=change, approve=approve, answer=form.cleaned_data["answer"],
                below_minimum=form.cleaned_data.get("below_minimum", ""), now=clock.now(), on=today,
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Perpanjangan disetujui; surat perubahannya terbit.") if approve else _("Perpanjangan ditolak; yang meminta diberi tahu."))  # fmt: skip
            return redirect("staffing:decide_change", change_id=change.pk)
    context = {
        "change": change, "form": form, "rows": orders, "waits": waits,
        "words": amending.in_words(change), "units": units, "below": len(below), "overrides": overrides,
    }  # fmt: skip
    return form_page(request, "staffing/decide_change.html", context)
