"""A case on one screen: what was said, who asks, the clocks, and everything an officer can do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.forms import Form
from luwes.organisation import queries as organisation
from luwes.people.models import Employee
from luwes.services import access, wording
from luwes.services.actions import bundling, ending, forwarding, giving, pressing, talking
from luwes.services.actions.canned import filled
from luwes.services.forms import desk as forms
from luwes.services.models import Case
from luwes.services.queries import case as queries
from luwes.services.queries import desk
from luwes.services.queries import forms as forms_asked
from luwes.services.rules import tracking
from luwes.services.rules.states import OPEN, CaseState


@dataclass
class Desk:
    """A case in somebody's hands for one request, with the forms of the page."""

    request: Request
    case: Case

    def __post_init__(self) -> None:
        self.now, self.on, self.user = clock.now(), clock.today(), self.request.user
        self.hands = queries.hands(self.case, self.now, self.on)
        self.whose = queries.whose(self.case, self.on)
        self.forms: dict[str, Any] = {}

    @property
    def common(self) -> dict[str, Any]:
        return {"case": self.case, "now": self.now, "on": self.on, "by": self.user}

    def write(self, form: Any, do: Callable[..., object], **values: Any) -> None:
        """Unless something came in since the page was opened."""
        text = form.cleaned_data["text"]
        pressing.having_seen(
            case=self.case, seen=form.cleaned_data["seen"] or 0, text=text, by=self.user,
            do=lambda: do(text=text, **values, **self.common),
        )  # fmt: skip


def _answer(desk: Desk, form: forms.Reply) -> str:
    desk.write(form, talking.answer, files=form.cleaned_data["files"])
    return _("Balasan dikirim.")


def _ask(desk: Desk, form: forms.Reply) -> str:
    desk.write(form, talking.ask, files=form.cleaned_data["files"])
    return _("Pertanyaan dikirim; waktunya berhenti sampai warga menjawab.")


def _step(desk: Desk, form: forms.Reply) -> str:
    desk.write(form, talking.step, files=form.cleaned_data["files"])
    return _("Tahap dicatat; warga melihatnya.")


def _extend(desk: Desk, form: forms.Reply) -> str:
    desk.write(form, talking.extend, files=form.cleaned_data["files"])
    return _("Waktu diperpanjang; warga membaca alasannya.")


def _note(desk: Desk, form: forms.Note) -> str:
    desk.write(form, talking.note)
    return _("Catatan disimpan.")


def _close(desk: Desk, form: forms.Close) -> str:
    desk.write(form, ending.close, files=form.cleaned_data["files"])
    return _("Perkara ditutup. Warga dapat mengonfirmasi atau membukanya kembali.")


def _hand_over(desk: Desk, form: forms.HandOver) -> str:
    to = get_object_or_404(Employee, pk=form.cleaned_data["to"])
    giving.hand_over(to=to, reason=form.cleaned_data["reason"], **desk.common)
    return _("Diserahkan kepada %s.") % to.full_name


def _forward(desk: Desk, form: forms.Forward) -> str:
    agency, unit = form.cleaned_data["where"]
    forwarding.forward(agency=agency, unit=unit, reason=form.cleaned_data["reason"], **desk.common)
    return _("%(number)s diteruskan ke %(office)s.") % {"number": desk.case.number, "office": agency.name}  # fmt: skip


def _forward_there(desk: Desk, _form: Form) -> str:
    """One click: to whom the place and the subject say it belongs."""
    found = desk.whose
    if found is None or not queries.is_elsewhere(desk.case, found):
        raise Refused(Problem(_("Tidak ada kantor lain yang berwenang menurut letaknya.")))
    unit = found.service.unit if found.service else found.unit
    reason = _("Sesuai kewenangan menurut letak dan pokok laporannya.")
    forwarding.forward(agency=found.agency, unit=unit, reason=reason, **desk.common)
    return _("%(number)s diteruskan ke %(office)s.") % {"number": desk.case.number, "office": found.agency.name}  # fmt: skip


def _bundle(desk: Desk, form: forms.Bundle) -> str:
    number = tracking.read_number(form.cleaned_data["head"])
    head = access.seen_cases(desk.user, desk.on).filter(number=number).first()
    if head is None:
        refuse([Problem(_("Tidak ada perkara terbuka dengan nomor ini."), "head")])
    assert head is not None
    bundling.bundle(
        cases=[desk.case], head=head, now=desk.now, on=desk.on, by=desk.user,
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    return _("Digabung dengan %s.") % head.number


def _take_out(desk: Desk, _form: Form) -> str:
    bundling.take_out(**desk.common)
    return _("Dikeluarkan dari gabungan; waktunya berjalan lagi.")


DEEDS: dict[str, tuple[str, Callable[[Desk, Any], str]]] = {
    "answer": ("reply", _answer), "ask": ("reply", _ask), "step": ("reply", _step),
    "extend": ("reply", _extend),
    "note": ("note", _note), "close": ("close", _close), "hand_over": ("hand_over", _hand_over),
    "forward": ("forward", _forward), "forward_there": ("plain", _forward_there),
    "bundle": ("bundle", _bundle), "take_out": ("plain", _take_out),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def case(request: Request, case_id: int) -> HttpResponse:
    seen = access.seen_cases(request.user, clock.today()).select_related(
        "subject", "area", "agency", "unit", "service__unit", "officer", "form", "entered_by", "head__officer"
    )  # fmt: skip
    desk_ = Desk(request, get_object_or_404(seen, pk=case_id))
    posted = request.POST.get("deed", "")
    name, do = DEEDS.get(posted, ("", None))
    desk_.forms = _forms(desk_, name if request.method == "POST" else "")
    status = 200
    if do is not None and request.method == "POST":
        form = desk_.forms[name]
        if form.is_valid():
            with form.showing_problems():
                messages.success(request, do(desk_, form))
                return _next(desk_)
        status = 422
    return render(request, "services/case.html", _context(desk_, posted), status=status)


def _next(desk_: Desk) -> HttpResponse:
    """The case again; the desk where it is in other hands now."""
    is_seen = access.seen_cases(desk_.user, desk_.on).filter(pk=desk_.case.pk).exists()
    return redirect("services:case", desk_.case.pk) if is_seen else redirect("services:desk")


def _forms(desk_: Desk, posted: str) -> dict[str, Any]:
    request, last = desk_.request, desk.last_entry(desk_.case)

    def given(name: str) -> dict[str, Any]:
        return {"data": request.POST, "files": request.FILES} if name == posted else {}

    first = {"seen": last, "text": _ready(desk_)}
    return {
        "reply": forms.Reply(**given("reply"), initial=first, auto_id="balas_%s"),
        "note": forms.Note(**given("note"), initial={"seen": last}, auto_id="catat_%s"),
        "close": forms.Close(
            **given("close"),
            initial={"seen": last},
            auto_id="tutup_%s",
            needs_evidence=ending.needs_evidence(desk_.case),
        ),
        "hand_over": forms.HandOver(
            **given("hand_over"), candidates=desk_.hands.able, auto_id="serah_%s"
        ),
        "forward": forms.Forward(**given("forward"), on=desk_.on, auto_id="terus_%s"),
        "bundle": forms.Bundle(**given("bundle"), auto_id="gabung_%s"),
        "plain": Form(**given("plain")),
    }


def _ready(desk_: Desk) -> str:
    """The answer kept ready that the address asks for, filled in."""
    key = desk_.request.GET.get("siap", "")
    found = next((one for one in queries.canned(desk_.case) if str(one.pk) == key), None)
    if found is None:
        return ""
    with_name = access.knows_who(desk_.user, desk_.case, desk_.on)
    with_name = with_name and not queries.is_followed(desk_.case)
    return filled(found.text, queries.fill_in(desk_.case, with_name=with_name))


def _context(desk_: Desk, posted: str) -> dict[str, Any]:
    row, now, on = desk_.case, desk_.now, desk_.on
    knows_who = access.knows_who(desk_.user, row, desk_.on)
    row.refresh_from_db(fields=["state", "officer", "head", "due_at"])
    entries = desk.entries(row)
    services = wording.service_names({row.service_id} if row.service_id else set())
    queue = [] if not access.answers(desk_.user) else list(desk.queue(desk_.user, on).values_list("pk", flat=True)[: desk.QUEUE])  # fmt: skip
    followers, count = queries.followers(row)
    clocks = queries.clocks(row, now)
    units = organisation.unit_names([row.unit_id], on) if row.unit_id else {}
    return {
        "case": row, "title": wording.title(row, services), "about": wording.about(row, services),
        "service_name": services.get(row.service_id or 0, ""), "unit_name": units.get(row.unit_id or 0, ""),
        "entries": entries, "clocks": clocks,
        "unknown_years": sorted({year for one in clocks for year in one.unknown}),
        "ticks": queries.ticks(row, entries, desk_.whose), "answers": forms_asked.answers_of(row) if knows_who else [],
        "knows_name": knows_who, "hands": desk_.hands, "whose": desk_.whose,
        "is_elsewhere": queries.is_elsewhere(row, desk_.whose), "canned": queries.canned(row),
        "alike": queries.alike(row, now, on, desk_.user), "followers": followers,
        "follower_count": count, "most": desk.MOST, "queue": desk.shown(queue, now, on),
        "is_open": CaseState(row.state) in OPEN, "posted": posted, "forms": desk_.forms,
        "may_extend": talking.may_extend(row, now),
        "is_ready": "siap" in desk_.request.GET,
    }  # fmt: skip
