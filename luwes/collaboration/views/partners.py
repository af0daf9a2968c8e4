"""Partners: listed, written down, changed, merged; who speaks for them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration import access, picks
from luwes.collaboration.actions import partners as actions
from luwes.collaboration.actions import representatives
from luwes.collaboration.forms.partners import MergeForm, PartnerForm, RepresentativeForm
from luwes.collaboration.models import PARTNER_KIND_LABELS, PARTNER_STATE_LABELS, Partner
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.rules import alike
from luwes.collaboration.rules.states import PartnerState
from luwes.core import clock
from luwes.core.access import require
from luwes.core.secrets import fingerprint
from luwes.ui import paging
from luwes.ui.http import form_page
from luwes.ui.picking import answer

A_PAGE = 25


@require_GET
def index(request: Request) -> HttpResponse:
    user, on = request.user, clock.today()
    require(access.can_see_some(user, on))
    asked = request.GET
    wanted = queries.Wanted(
        asked.get("q", "").strip()[:100],
        asked.get("jenis", "") if asked.get("jenis") in PARTNER_KIND_LABELS else "",
        asked.get("keadaan", "") if asked.get("keadaan") in PARTNER_STATE_LABELS else "",
        asked.get("berakhir") == "1",
    )
    rows = queries.listed(access.seen_partners(user, on), wanted, on)
    live = Q(agreements__state="signed", agreements__period__contains=on)
    rows = rows.annotate(in_force=Count("agreements", filter=live, distinct=True))
    found = paging.stretch(lambda a, b: list(rows[a:b]), paging.asked(request), A_PAGE)
    context = {
        "page": found, "wanted": wanted, "asks": wanted != queries.Wanted(),
        "kinds": list(PARTNER_KIND_LABELS.items()), "states": list(PARTNER_STATE_LABELS.items()),
        "may_propose": access.proposes(user), "sees_all": access.sees_cooperation(user),
    }  # fmt: skip
    return render(request, "collaboration/partners.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    user, on = request.user, clock.today()
    require(access.proposes(user))
    form = PartnerForm(request.POST or None, agencies=list(access.agencies_of_proposer(user, on)))
    if form.is_valid():
        with form.showing_problems():
            made = actions.propose(
                agency=form.cleaned_data["agency"], draft=form.draft, is_another=form.why_another,
                now=clock.now(), on=on, by=user,
            )  # fmt: skip
            messages.success(request, _("Mitra dicatat. Unggah dokumennya, lalu sekretariat memeriksanya."))  # fmt: skip
            return redirect("collaboration:partner", made.pk)
    return form_page(request, "collaboration/partner_form.html", _form(form, None))


@require_http_methods(["GET", "POST"])
def edit(request: Request, partner_id: int) -> HttpResponse:
    row = seen(request, partner_id)
    require(access.can_write(request.user, row))
    form = PartnerForm(request.POST or None, initial=PartnerForm.values_of(row))
    if form.is_valid():
        with form.showing_problems():
            was_active = row.state == PartnerState.ACTIVE
            actions.change(partner=row, draft=form.draft, is_another=form.why_another, now=clock.now(), by=request.user)  # fmt: skip
            if was_active and row.state != PartnerState.ACTIVE:
                messages.warning(request, _("Data mitra disimpan. Jati dirinya berubah, jadi mitra ini diperiksa ulang."))  # fmt: skip
            else:
                messages.success(request, _("Data mitra disimpan."))
            return redirect("collaboration:partner", row.pk)
    return form_page(request, "collaboration/partner_form.html", _form(form, row))


def _form(form: PartnerForm, row: Partner | None) -> dict[str, Any]:
    """With the partners that what was typed looks like."""
    same, near = None, []
    if form.is_bound:
        name, number = (form.data.get(key, "") for key in ("name", "tax_number"))
        key, digits = alike.name_key(name), alike.tax_number(number)
        but = row.pk if row else None
        same = queries.of_tax_mark(fingerprint(digits), but) if digits else None
        if key and (row is None or key != row.name_key):
            near = [one for one in queries.alike(key, but) if one != same]
    return {"form": form, "partner": row, "same": same, "near": near}


def seen(request: Request, partner_id: int) -> Partner:
    return get_object_or_404(access.seen_partners(request.user, clock.today()), pk=partner_id)


@require_http_methods(["GET", "POST"])
def merge(request: Request, partner_id: int) -> HttpResponse:
    row, user, on = seen(request, partner_id), request.user, clock.today()
    require(access.can_check(user, row))
    if row.state == PartnerState.MERGED:
        return redirect("collaboration:partner", row.merged_into_id)
    near = [picks.partner_pick(p) for p in queries.alike(row.name_key, row.pk) if access.can_check(user, p)]  # fmt: skip
    form = MergeForm(
        request.POST or None, search=lambda text: picks.partners(user, text, on),
        one=lambda key: picks.partner(user, key), near=near,
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            kept = form.cleaned_data["kept"]
            actions.merge(
                gone=row, kept=kept, reason=form.cleaned_data["reason"], on=on, now=clock.now(), by=user
            )  # fmt: skip
            messages.success(request, _("Kedua catatan digabung. Alamat yang lama menuju ke sini."))
            return redirect("collaboration:partner", kept.pk)
    return form_page(request, "collaboration/merge.html", {"form": form, "partner": row})


@require_GET
def find(request: Request) -> HttpResponse:
    """What the picker of the row that goes on asks while somebody types."""
    require(access.reviews(request.user))
    return answer(request, lambda text: picks.partners(request.user, text, clock.today()))


@require_http_methods(["GET", "POST"])
def new_representative(request: Request, partner_id: int) -> HttpResponse:
    row, user, on, now = seen(request, partner_id), request.user, clock.today(), clock.now()
    require(access.can_check(user, row))
    form = RepresentativeForm(request.POST or None, initial={"first_day": on})
    if form.is_valid():
        text = form.cleaned_data["account"].strip()
        account = representatives.account_named(text)
        if text and account is None:
            form.add_error("account", _("Tidak ada akun dengan nama pengguna atau surel itu."))
        else:
            with form.showing_problems():
                if account:
                    representatives.name(partner=row, user=account, naming=form.naming, on=on, now=now, by=user)  # fmt: skip
                else:
                    representatives.name_new(
                        partner=row, account=form.new_account, naming=form.naming, on=on, now=now,
                        by=user,
                    )  # fmt: skip
                messages.success(request, _("Wakil mitra ditetapkan."))
                return redirect("collaboration:partner", row.pk)
    return form_page(request, "collaboration/representative_form.html", {"form": form, "partner": row})  # fmt: skip
