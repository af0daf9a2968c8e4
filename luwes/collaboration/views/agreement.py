"""One agreement: its text, what both sides owe, its way; each deed of it is pressed here."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import agreements as actions
from luwes.collaboration.actions import obligations, signing, stepping
from luwes.collaboration.forms.agreements import ObligationForm, PartnerNumber, Report
from luwes.collaboration.models import Agreement, Obligation
from luwes.collaboration.queries import agreements as queries
from luwes.collaboration.queries import past
from luwes.collaboration.rules.states import UNSIGNED, AgreementState, Side
from luwes.collaboration.views.agreements import seen
from luwes.collaboration.views.common import not_yet
from luwes.core import clock
from luwes.core.forms import Form, Reason
from luwes.core.numbers import whole
from luwes.ui.http import form_status, past_or_today

State = AgreementState


@require_http_methods(["GET", "POST"])
def agreement(request: Request, agreement_id: int) -> HttpResponse:
    row, on = seen(request, agreement_id), past_or_today(request)
    if request.method != "POST" and on < clock.today():
        return _past(request, row, on)
    posted, form = request.POST.get("deed", ""), None
    if request.method == "POST":
        if posted not in DEEDS:
            return redirect("collaboration:agreement", row.pk)
        make, do, said = DEEDS[posted]
        form = make(request.POST)
        if form.is_valid():
            with form.showing_problems():
                do(request, row, form)
                messages.success(request, str(said))
                return _onward(request, row)
        row = seen(request, agreement_id)
    return _page(request, row, posted, form)


def _onward(request: Request, row: Agreement) -> HttpResponse:
    """What a partner sent back is not shown to it until it is offered again."""
    still_seen = access.seen_agreements(request.user, clock.today()).filter(pk=row.pk)
    if still_seen.exists():
        return redirect("collaboration:agreement", row.pk)
    return redirect("collaboration:agreements")


def _past(request: Request, row: Agreement, on: date) -> HttpResponse:
    """Read only; a partner is shown no day on which it was not offered yet."""
    side = access.side_in(request.user, row, clock.today())
    found = past.agreements([row], on, side)
    if not found:
        made = None if side is Side.PARTNER else row.made_at
        return not_yet(request, row.title, _("Perjanjian"), "collaboration:agreements", made)
    end = past.end_of(on)
    context = {
        "then": found[0], "text": past.agreement(found[0], on, side), "today": on, "per": f"?per={on.isoformat()}",
        "steps": [one for one in _steps(row, side) if one.at < end],
    }  # fmt: skip
    return render(request, "collaboration/agreement_past.html", context)


# ── deeds ────────────────────────────────────────────────────────────


def _common(request: Request) -> dict[str, Any]:
    return {"on": clock.today(), "now": clock.now(), "by": request.user}


def _revision(request: Request) -> int:
    return whole(request.POST.get("revision", ""))


def _step(action: Callable[..., object]) -> Callable[[Request, Agreement, Form], None]:
    def do(request: Request, row: Agreement, form: Form) -> None:
        action(agreement=row, revision=_revision(request), **form.cleaned_data, **_common(request))

    return do


def _end(request: Request, row: Agreement, form: Form) -> None:
    stepping.end(agreement=row, **form.cleaned_data, **_common(request))


def _obligation(request: Request, row: Agreement) -> Obligation:
    key = request.POST.get("obligation", "")
    rows = row.obligations.select_related("agreement__partner", "agreement__unit")
    return get_object_or_404(rows, pk=whole(key))


def _remove(request: Request, row: Agreement, form: Form) -> None:
    actions.remove_obligation(
        obligation=_obligation(request, row), revision=_revision(request), **_common(request)
    )


def _owed(action: Callable[..., None]) -> Callable[[Request, Agreement, Form], None]:
    def do(request: Request, row: Agreement, form: Form) -> None:
        action(obligation=_obligation(request, row), **form.cleaned_data, **_common(request))

    return do


Deed = tuple[Callable[[Any], Form], Callable[[Request, Agreement, Form], None], Any]
DEEDS: dict[str, Deed] = {
    "submit": (Form, _step(stepping.submit), gettext_lazy("Dikirim ke sekretariat untuk ditelaah.")),
    "offer": (Form, _step(stepping.offer), gettext_lazy("Ditawarkan kepada mitra.")),
    "agree": (Form, _step(stepping.agree), gettext_lazy("Naskah disetujui. Sekarang tanda tangan.")),
    "send_back": (Reason, _step(stepping.send_back), gettext_lazy("Dikembalikan dengan alasan.")),
    "give_up": (Reason, _step(stepping.give_up), gettext_lazy("Perjanjian tidak dilanjutkan.")),
    "sign_for_partner": (PartnerNumber, _step(signing.sign_for_partner), gettext_lazy("Ditandatangani untuk mitra. Menunggu pemerintah.")),
    "sign": (Form, _step(signing.sign), gettext_lazy("Ditandatangani. Naskahnya segera dapat diunduh.")),
    "end": (Reason, _end, gettext_lazy("Perjanjian diakhiri.")),
    "add_obligation": (ObligationForm, _step(actions.add_obligation), gettext_lazy("Kewajiban ditambahkan.")),
    "remove_obligation": (Form, _remove, gettext_lazy("Kewajiban dihapus.")),
    "report": (Report, _owed(obligations.report), gettext_lazy("Dilaporkan. Pihak lain memeriksanya.")),
    "confirm": (Form, _owed(obligations.confirm), gettext_lazy("Dinyatakan terpenuhi.")),
    "give_back": (Reason, _owed(obligations.give_back), gettext_lazy("Dikembalikan dengan alasan.")),
}  # fmt: skip


# ── the page ─────────────────────────────────────────────────────────


def _page(request: Request, row: Agreement, posted: str, form: Form | None) -> HttpResponse:
    user, on = request.user, clock.today()
    side = access.side_in(user, row, on)
    official = access.is_official_of(user, row, on)
    forms: dict[str, Form] = {
        "send_back": Reason(), "give_up": Reason(), "end": Reason(),
        "sign_for_partner": PartnerNumber(), "add_obligation": ObligationForm(initial={"due": row.period.last_day}),
        "report": Report(), "give_back": Reason(),
    }  # fmt: skip
    if form is not None:
        forms[posted] = form
    state = State(row.state)
    context = {
        "agreement": row, "today": on, "posted": posted, "form": form, "forms": forms,
        "unit_name": queries.unit_label(row, on), "writes": official and state in UNSIGNED,
        "owed": _owed_rows(row, side, on), "steps": _steps(row, side),
        "is_over": state is State.SIGNED and (row.period.end or on) <= on,
        "asked": _asked(request, row, side, on),
        "renews_it": official and state in {State.SIGNED, State.ENDED},
        "lacks": _lacks(row, on) if official and state is State.DRAFTED else [],
        "posted_obligation": request.POST.get("obligation", ""),
        "children": list(access.seen_agreements(user, on).filter(under=row)[:20]),
        "renewals": list(access.seen_agreements(user, on).filter(renews=row)[:5]),
    }  # fmt: skip
    return render(request, "collaboration/agreement.html", context, status=form_status(form))


def _steps(row: Agreement, side: Side | None) -> list[Any]:
    """A partner sees the way from the first offer on; what the government said before is its own."""
    rows = list(row.steps.select_related("by").order_by("at", "pk"))
    if side is Side.PARTNER:
        offered = next((n for n, one in enumerate(rows) if one.after == State.OFFERED.value), len(rows))  # fmt: skip
        rows = [
            one for one in rows[offered:]
            if State.REVIEWED.value not in {one.before, one.after} or one.after == State.OFFERED.value
        ]  # fmt: skip
    return rows


def _lacks(row: Agreement, on: date) -> list[str]:
    return [problem.message for problem in stepping.lacks(row, on)]


def _owed_rows(row: Agreement, side: Side | None, on: date) -> list[dict[str, Any]]:
    live = row.state in {State.SIGNED.value, State.ENDED.value}
    return [
        {
            "row": one, "is_late": live and not one.reported_at and not one.confirmed_at and one.due < on,
            "reports": live and side == one.side and not one.reported_at and not one.confirmed_at,
            "answers": live and side is not None and side != one.side and bool(one.reported_at) and not one.confirmed_at,
        }
        for one in row.obligations.select_related("reported_by", "confirmed_by").order_by("due", "pk")
    ]  # fmt: skip


def _asked(request: Request, row: Agreement, side: Side | None, on: date) -> str:
    """What waits for this reader: "submit", "offer", "agree", "sign_for_partner", "sign", or nothing."""
    user = request.user
    match State(row.state):
        case State.DRAFTED if access.is_official_of(user, row, on):
            return "submit"
        case State.REVIEWED if access.can_review(user, row):
            return "offer"
        case State.OFFERED if side is Side.PARTNER:
            return "agree"
        case State.AGREED if row.partner_signed_at is None:
            return "sign_for_partner" if access.can_sign_for_partner(user, row, on) else ""
        case State.AGREED if access.can_sign(user, row):
            return "sign"
        case State.SIGNED if on in row.period and access.can_end(user, row):
            return "end"
    return ""
