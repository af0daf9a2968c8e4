"""Letters for those who may read them, and the public check of a letter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.letters import access, actions, forms, paper, queries, rules, verifying
from luwes.letters.kinds import WITHDRAWAL, kind_of
from luwes.letters.models import Letter
from luwes.letters.standing import has_lapsed, standing
from luwes.ui import keyset, qr
from luwes.ui.http import form_page, form_status

Verdict = rules.Verdict
VERDICTS = {
    Verdict.GENUINE: (
        gettext_lazy("Sah"), "good",
        gettext_lazy("Surat ini kami terbitkan, dan isinya tidak diubah."),
    ),
    Verdict.WITHDRAWN: (
        gettext_lazy("Dicabut"), "danger",
        gettext_lazy("Surat ini pernah sah, lalu dicabut. Jangan dipakai lagi."),
    ),
    Verdict.NOT_OURS: (
        gettext_lazy("Bukan surat kami"), "danger", gettext_lazy("Kami tidak menerbitkan surat ini."),
    ),
    Verdict.ALTERED: (
        gettext_lazy("Isi diubah"), "danger",
        gettext_lazy("Berkas ini berbeda dari surat yang kami terbitkan. Jangan percaya isinya."),
    ),
    Verdict.PENDING: (
        gettext_lazy("Belum ditandatangani"), "warn",
        gettext_lazy("Surat ini sudah bernomor, tetapi belum ditandatangani. Periksa lagi nanti."),
    ),
}  # fmt: skip
# Said instead of the first where no file was shown: a changed copy has the same number and code.
CONTENT_UNSEEN = gettext_lazy(
    "Kami menerbitkan surat dengan nomor dan tanggal ini. Isi kertas yang Anda pegang belum diperiksa."
)
LAPSED = (
    gettext_lazy("Kedaluwarsa"), "warn",
    gettext_lazy("Surat ini kami terbitkan, tetapi masa berlakunya sudah selesai."),
)  # fmt: skip
NAMED = 5


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.can_list(request.user))
    form = forms.Filter(request.GET)
    form.is_valid()
    token = request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(
        queries.letters(request.user, form.wanted()), by=("-day", "-pk"), token=token, size=30
    )
    today = clock.today()
    context = {
        "page": page, "form": form, "asks": form.wanted() != queries.Wanted(),
        "rows": [(row, kind_of(row.kind), row.as_content()["people"], standing(row, today)) for row in page.rows],
    }  # fmt: skip
    return render(request, "letters/list.html", context)


def _readable(request: Request, letter_id: int) -> Letter:
    rows = Letter.objects.select_related("withdrawn_by", "series", "amends")
    letter = get_object_or_404(rows, pk=letter_id)
    require(access.can_read(request.user, letter))
    return letter


@require_GET
def letter(request: Request, letter_id: int) -> HttpResponse:
    return _letter(request, _readable(request, letter_id))


def _letter(request: Request, row: Letter, status: int = 200) -> HttpResponse:
    is_open = row.state != rules.State.WITHDRAWN and kind_of(row.kind).stands_alone
    context = {
        "letter": row, "content": row.as_content(), "kind": kind_of(row.kind),
        "standing": standing(row, clock.today()), "address": paper.address(row),
        "can_withdraw": is_open and access.can_withdraw(request.user, row),
        "withdraws": row.withdraws.first() if row.kind == WITHDRAWAL else None,
        "can_list": access.can_list(request.user),
        "qr": qr.for_print(paper.address(row)),
    }  # fmt: skip
    return render(request, "letters/letter.html", context, status=status)


@require_GET
def pdf(request: Request, letter_id: int) -> FileResponse | HttpResponse:
    row = _readable(request, letter_id)
    if not row.pdf:
        return _letter(request, row, status=404)
    name = row.number.replace("/", "-") + ".pdf"
    return FileResponse(row.pdf.open("rb"), content_type="application/pdf", filename=name)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, letter_id: int) -> HttpResponse:
    row = _readable(request, letter_id)
    require(access.can_withdraw(request.user, row))
    form = forms.Withdraw(request.POST or None)
    if row.state == rules.State.WITHDRAWN and row.withdrawn_by:  # a second press
        messages.info(request, _("Surat ini sudah dicabut dengan %s.") % row.withdrawn_by)
        return redirect("letters:letter", letter_id=row.pk)
    if form.is_valid():
        with form.showing_problems():
            by = actions.withdraw(
                letter=row, reason=form.cleaned_data["reason"], day=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Surat dicabut dengan %s.") % by)
            return redirect("letters:letter", letter_id=row.pk)
    people = row.as_content()["people"]
    context = {"form": form, "letter": row, "people": people, "kind": kind_of(row.kind)}
    return form_page(request, "letters/withdraw.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: Request) -> HttpResponse:
    """Anybody may ask: by number and day, or with the file."""
    by_file = forms.ByFile(request.POST, request.FILES) if request.method == "POST" else forms.ByFile()  # fmt: skip
    by_number = forms.ByNumber(request.GET if "number" in request.GET else None)
    found: dict[str, Any] | None = None
    if request.method == "POST" and by_file.is_valid():
        found = _by_file(by_file.cleaned_data["file"].read())
    elif by_number.is_valid():
        found = _by_number(**by_number.cleaned_data)
    return _answer(request, found, by_number, by_file)


def _by_file(data: bytes) -> dict[str, Any]:
    verdict, row = verifying.examine(data)
    if row:
        return _told(verdict, row, known=False, by_file=True)
    if not verifying.is_pdf(data):
        return _told(verdict, None, why=_("Berkas ini bukan PDF. Surat kami selalu berupa PDF."))
    return _told(verdict, None, why=_(
        "Tidak ada surat kami yang seperti berkas ini. Bila berkasnya hasil pindai atau cetak ulang, periksa dengan nomor dan tanggalnya."
    ))  # fmt: skip


def _by_number(number: str, day: Any) -> dict[str, Any]:
    row = queries.by_number(number, on=day)
    if row:
        return _told(rules.verdict(row.as_evidence(None)), row, known=False, held=False)
    return _told(Verdict.NOT_OURS, None, why=_(
        "Kami tidak menerbitkan surat dengan nomor dan tanggal itu. Periksa lagi titik dan garis miringnya."
    ))  # fmt: skip


@login_not_required
@require_GET
def verify_token(request: Request, token: str) -> HttpResponse:
    """The address in a letter's QR code: whoever has it has the letter, and may read the names."""
    row = queries.by_token(token)
    verdict = rules.verdict(row.as_evidence(None) if row else rules.Evidence(None, None))
    why = "" if row else _("Kode QR ini bukan milik surat kami.")
    found = _told(verdict, row, known=True, why=why)
    return _answer(request, found, forms.ByNumber(), forms.ByFile())


def _told(
    verdict: Verdict, row: Letter | None, *, known: bool = True, held: bool = True,
    by_file: bool = False, why: str = "",
) -> dict[str, Any]:  # fmt: skip
    """
    `known`: the asker came by the code on the letter, and may read the names whole; `held`: by code
    or file, and may read why it was withdrawn: a number alone tells nothing of that. Only
    `by_file` was the content itself looked at.
    """
    word, tone, usual = VERDICTS[verdict]
    by_sight = verdict is Verdict.GENUINE and not by_file
    if row and verdict is Verdict.GENUINE and has_lapsed(row, clock.today()):
        word, tone, usual = LAPSED
    elif by_sight:
        usual = CONTENT_UNSEEN
    people = row.as_content()["people"] if row else []
    names = [p["name"] if known else rules.masked(p["name"]) for p in people[:NAMED]]
    if row and not people:
        names = [name for name in [row.as_content().get("addressee")] if name]
    return {
        "word": word, "tone": tone, "why": why or usual, "letter": row, "names": names,
        "others": max(0, len(people) - NAMED), "by_sight": by_sight,
        "standing": standing(row, clock.today()) if row and verdict is Verdict.GENUINE else None,
        "shows_content": row is not None and verdict is not Verdict.PENDING,
        "reason": row.withdrawal_reason if row and held else "",
    }  # fmt: skip


def _answer(
    request: Request, found: dict[str, Any] | None, by_number: forms.ByNumber, by_file: forms.ByFile
) -> HttpResponse:
    context = {"by_number": by_number, "by_file": by_file, "found": found}
    status = form_status(by_file, by_number)
    return render(request, "letters/verify.html", context, status=status)
