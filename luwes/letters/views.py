from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.letters import access, actions, forms, queries, rules, verifying
from luwes.letters.kinds import kind_of
from luwes.letters.models import Letter

VERDICTS = {
    rules.Verdict.GENUINE: (_("Sah"), "good", _("Surat ini diterbitkan di sini dan tidak diubah.")),
    rules.Verdict.WITHDRAWN: (_("Dicabut"), "danger", _("Surat ini pernah sah, lalu dicabut.")),
    rules.Verdict.NOT_OURS: (_("Bukan surat kami"), "danger", _("Tidak ada surat kami yang seperti ini.")),
    rules.Verdict.ALTERED: (_("Isi diubah"), "danger", _("Berkas ini berbeda dari surat yang diterbitkan.")),
    rules.Verdict.PENDING: (_("Belum ditandatangani"), "warn", _("Surat ini bernomor, tetapi belum ditandatangani.")),
}  # fmt: skip


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.can_list(request.user))
    words = request.GET.get("q", "")
    return render(
        request, "letters/list.html", {"letters": queries.letters(words=words)[:50], "words": words}
    )


def _readable(request: Request, letter_id: int) -> Letter:
    letter = get_object_or_404(Letter.objects.select_related("withdrawn_by"), pk=letter_id)
    if not access.can_read(request.user, letter):
        raise PermissionDenied
    return letter


@require_GET
def letter(request: Request, letter_id: int) -> HttpResponse:
    row = _readable(request, letter_id)
    context = {
        "letter": row, "content": row.as_content(), "kind": kind_of(row.kind),
        "can_withdraw": access.can_withdraw(request.user) and row.state != rules.State.WITHDRAWN,
    }  # fmt: skip
    return render(request, "letters/letter.html", context)


@require_GET
def pdf(request: Request, letter_id: int) -> FileResponse | HttpResponse:
    row = _readable(request, letter_id)
    if not row.pdf:
        return render(request, "letters/letter.html", {"letter": row, "content": row.as_content(), "kind": kind_of(row.kind), "can_withdraw": False}, status=404)  # fmt: skip
    name = row.number.replace("/", "-") + ".pdf"
    return FileResponse(row.pdf.open("rb"), content_type="application/pdf", filename=name)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, letter_id: int) -> HttpResponse:
    row = _readable(request, letter_id)
    require(access.can_withdraw(request.user))
    form = forms.Withdraw(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.withdraw(
                letter=row, reason=form.cleaned_data["reason"], day=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            return redirect("letters:letter", letter_id=row.pk)
    status = 422 if form.errors else 200
    return render(request, "letters/withdraw.html", {"form": form, "letter": row}, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: Request) -> HttpResponse:
    """Anybody may ask: by number and day, or with the file."""
    by_file = (
        forms.ByFile(request.POST or None, request.FILES or None)
        if request.FILES
        else forms.ByFile()
    )
    by_number = forms.ByNumber(request.GET if "number" in request.GET else None)
    found: tuple[rules.Verdict, Letter | None] | None = None
    if by_number.is_valid():
        data = by_number.cleaned_data
        row = queries.by_number(data["number"], on=data["day"])
        found = rules.verdict(row.as_evidence(None) if row else rules.Evidence(None, None)), row
    elif request.FILES and by_file.is_valid():
        file = by_file.cleaned_data["file"]
        if file.size > verifying.MOST_BYTES:
            by_file.add_error(
                "file", _("Berkas ini terlalu besar untuk sebuah surat (paling besar 20 MB).")
            )
        else:
            found = verifying.examine(file.read())
    elif request.method == "POST":
        by_file = forms.ByFile(request.POST, request.FILES)
    return _answer(request, found, by_number, by_file, known=False)


@login_not_required
@require_GET
def verify_token(request: Request, token: str) -> HttpResponse:
    """The address in a letter's QR code: whoever has it has the letter, and may read the names."""
    row = queries.by_token(token)
    verdict = rules.verdict(row.as_evidence(None) if row else rules.Evidence(None, None))
    return _answer(request, (verdict, row), forms.ByNumber(), forms.ByFile(), known=True)


def _answer(
    request: Request, found: tuple[rules.Verdict, Letter | None] | None, by_number: forms.ByNumber,
    by_file: forms.ByFile, *, known: bool,
) -> HttpResponse:  # fmt: skip
    context = {"by_number": by_number, "by_file": by_file, "found": None}
    if found:
        verdict, row = found
        word, tone, why = VERDICTS[verdict]
        names = (
            [p["name"] if known else rules.masked(p["name"]) for p in row.as_content()["people"]]
            if row
            else []
        )
        context["found"] = {"word": word, "tone": tone, "why": why, "letter": row, "names": names}  # type: ignore[assignment]
    status = 422 if by_file.errors or by_number.errors else 200
    return render(request, "letters/verify.html", context, status=status)
