"""A case on one screen: what was said, who asks, the clocks, and everything an officer can do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.faults import point
from luwes.core.forms import Form
from luwes.people.models import Employee
from luwes.services import access, timekeeping, wording
from luwes.services.actions import bundling, ending, forwarding, giving, pressing, talking
from luwes.services.actions.canned import filled
from luwes.services.authority import Whose
from luwes.services.forms import desk as forms
from luwes.services.models import CannedAnswer, CaseEntry
from luwes.services.queries import case as queries
from luwes.services.queries import desk
from luwes.services.queries import forms as forms_asked
from luwes.services.rules import tracking
from luwes.services.rules.clocks import Calendar
from luwes.services.rules.states import OPEN, CaseState
from luwes.ui.http import keep_apart, wants_part


@dataclass
class Desk:
    """A case in somebody's hands for one request, with the forms of the page; each thing is read once."""

    request: Request
    case_id: int

    def __post_init__(self) -> None:
        self.now, self.on, self.user = clock.now(), clock.today(), self.request.user
        opened = queries.opened(self.user, self.case_id, self.on)
        if opened is None:
            raise Http404
        self.opened, self.case = opened, opened.case
        self.forms: dict[str, Any] = {}

    @cached_property
    def hands(self) -> queries.Hands:
        return queries.hands(self.case, self.now, self.on)

    @cached_property
    def whose(self) -> Whose | None:
        return queries.whose(self.case, self.on)

    @cached_property
    def everything(self) -> list[CaseEntry]:
        return desk.everything(self.case)

    @cached_property
    def canned(self) -> list[CannedAnswer]:
        return queries.canned(self.case)

    @cached_property
    def calendar(self) -> Calendar:
        return timekeeping.calendar(self.case.agency_id, self.on)

    @cached_property
    def clocks(self) -> list[timekeeping.Standing]:
        rows = list(self.case.clocks.order_by("pk"))
        return timekeeping.standings(
            rows, timekeeping.pauses_of(self.case), self.now, self.calendar
        )

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
    point("closing.committed")
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
    """
    Who else may have it, and what is like it, follow by themselves or when they are opened
    (`?bagian=`), so that the page is there at once. Without scripts a link shows them.
    """
    desk_, part = Desk(request, case_id), request.GET.get("bagian", "")
    if part in PARTS and request.method == "GET" and wants_part(request):
        template, read = PARTS[part]
        return keep_apart(render(request, template, {"case": desk_.case, **read(desk_)}))
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
        desk_.case.refresh_from_db(fields=["state", "officer", "head", "due_at"])
    shown = {"hand_over": "serah", "bundle": "sama"}.get(posted, part)
    context = _context(desk_, posted) | (PARTS[shown][1](desk_) if shown in PARTS else {})
    return render(request, "services/case.html", context, status=status)


def _next(desk_: Desk) -> HttpResponse:
    """The case again; the desk where it is in other hands now."""
    is_seen = access.seen_cases(desk_.user, desk_.on).filter(pk=desk_.case.pk).exists()
    return redirect("services:case", desk_.case.pk) if is_seen else redirect("services:desk")


def _forms(desk_: Desk, posted: str) -> dict[str, Any]:
    request, last = desk_.request, max((entry.pk for entry in desk_.everything), default=0)

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
            needs_evidence=ending.needs_evidence(desk_.case, desk_.everything),
        ),
        "hand_over": _hand_over_form(desk_, **given("hand_over"))
        if posted == "hand_over"
        else None,
        "forward": forms.Forward(**given("forward"), on=desk_.on, auto_id="terus_%s"),
        "bundle": forms.Bundle(**given("bundle"), auto_id="gabung_%s"),
        "plain": Form(**given("plain")),
    }


def _hand_over_form(desk_: Desk, **given: Any) -> forms.HandOver:
    return forms.HandOver(**given, candidates=desk_.hands.able, auto_id="serah_%s")


def _who_may(desk_: Desk) -> dict[str, Any]:
    form = desk_.forms.get("hand_over") or _hand_over_form(desk_)
    return {"hands": desk_.hands, "hand_over": form}


def _alike(desk_: Desk) -> dict[str, Any]:
    row, is_open = desk_.case, CaseState(desk_.case.state) in OPEN
    return {
        "followers": queries.followers(row) if desk_.opened.followers else [], "has_alike": True,
        "alike": queries.alike(row, desk_.now, desk_.on, desk_.user) if is_open else [], "is_open": is_open,
    }  # fmt: skip


PARTS: dict[str, tuple[str, Callable[[Desk], dict[str, Any]]]] = {
    "serah": ("services/parts/who_may.html", _who_may),
    "sama": ("services/parts/alike.html", _alike),
}


def _ready(desk_: Desk) -> str:
    """The answer kept ready that the address asks for, filled in."""
    key = desk_.request.GET.get("siap", "")
    found = next((one for one in desk_.canned if key and str(one.pk) == key), None)
    if found is None:
        return ""
    with_name = desk_.opened.knows_who and not desk_.opened.followers
    return filled(found.text, queries.fill_in(desk_.case, with_name=with_name))


def _context(desk_: Desk, posted: str) -> dict[str, Any]:
    row, opened, knows_who = desk_.case, desk_.opened, desk_.opened.knows_who
    entries = desk.readable(row, desk_.everything)
    services = {row.service_id or 0: opened.service_name}
    clocks = queries.clocks(desk_.clocks, desk_.calendar)
    queue = desk.beside(desk_.user, desk_.now, desk_.on) if access.answers(desk_.user) else []
    return {
        "case": row, "title": wording.title(row, services), "about": wording.about(row, services),
        "service_name": opened.service_name, "unit_name": opened.unit_name,
        "entries": entries, "clocks": clocks,
        "unknown_years": sorted({year for one in clocks for year in one.unknown}),
        "ticks": queries.ticks(row, entries, desk_.whose), "answers": forms_asked.answers_of(row) if knows_who else [],
        "knows_name": knows_who, "whose": desk_.whose,
        "is_elsewhere": queries.is_elsewhere(row, desk_.whose), "canned": desk_.canned,
        "follower_count": opened.followers, "most": desk.MOST, "queue": queue,
        "is_open": CaseState(row.state) in OPEN, "posted": posted, "forms": desk_.forms,
        "may_extend": talking.may_extend(row, desk_.clocks),
        "is_ready": "siap" in desk_.request.GET,
    }  # fmt: skip
