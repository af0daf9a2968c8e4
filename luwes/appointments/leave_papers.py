"""What a leave permit and a recall say on paper; Indonesian always, never what tells of health."""

from datetime import date

from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.appointments import access, rules, signing
from luwes.appointments.models import LeaveRequest
from luwes.core.periods import Period
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Signatory, in_words
from luwes.people.models import Employee

PERMIT, RECALL = "leave_permit", "leave_recall"
NUMBER = "800.1.11.4/{sequence}/{unit}/{year}"  # cuti, Permendagri 83/2022
_WORDS = {
    rules.LeaveKind.ANNUAL: "cuti tahunan",
    rules.LeaveKind.LONG: "cuti besar",
    rules.LeaveKind.UNPAID: "cuti di luar tanggungan negara",
}
_LAW = {
    True: "Peraturan Pemerintah Nomor 11 Tahun 2017 jo. Nomor 17 Tahun 2020 dan Peraturan BKN Nomor 24 Tahun 2017 jo. Nomor 7 Tahun 2021;",
    False: "Peraturan Pemerintah Nomor 49 Tahun 2018 dan Peraturan BKN Nomor 7 Tahun 2022;",
}


def permit(request: LeaveRequest, work_days: int, *, on: date, by: User) -> Draft:
    """Surat izin cuti for the days granted."""
    period = request.granted or request.period
    basis = [
        _law(request.employee),
        f"Permintaan cuti tanggal {in_words(localdate(request.asked_at))}.",
    ]
    if request.consent:
        basis.append(f"Persetujuan BKN Nomor {request.consent}.")
    orders = [
        f"menjalankan {_kind(request)} selama {_length(request, period, work_days)}, {_days(period)};",
        "sebelum menjalankan cuti menyerahkan pekerjaan kepada atasan langsung;",
        "setelah selesai melapor kepada atasan langsung dan bekerja kembali seperti biasa;",
        "bila ada kepentingan dinas mendesak, dapat dipanggil kembali dan sisa harinya tetap menjadi hak.",
    ]
    if rules.LeaveKind(request.kind) not in rules.RECALLABLE:
        orders.pop()
    subject = f"Izin cuti, {_days(period)}"
    return _draft(PERMIT, request, period, subject, basis, orders, on, by)


def recall(request: LeaveRequest, restored: int, *, on: date, by: User) -> Draft:
    """By which somebody comes back to work before the leave is over."""
    assert request.letter
    assert request.recalled_on
    permit_ = (
        f"Surat izin cuti Nomor {request.letter.number} tanggal {in_words(request.letter.day)}."
    )
    orders = [f"kembali bekerja mulai {in_words(request.recalled_on)};"]
    if restored:
        orders.append(f"sisa cuti {restored} hari kerja tetap menjadi hak.")
    period = Period(request.recalled_on)
    subject = f"Pemanggilan kembali dari cuti mulai {in_words(request.recalled_on)}"
    basis = ["Pasal 338 Peraturan Pemerintah Nomor 11 Tahun 2017;", permit_]
    return _draft(RECALL, request, period, subject, basis, orders, on, by)


def _law(employee: Employee) -> str:
    return _LAW[employee.employment == "pns"]


def _kind(request: LeaveRequest) -> str:
    return _WORDS.get(
        rules.LeaveKind(request.kind), "cuti (jenisnya tercatat pada berkas kepegawaian)"
    )


def _length(request: LeaveRequest, period: Period, work_days: int) -> str:
    if request.kind == rules.LeaveKind.ANNUAL.value:
        return f"{work_days} hari kerja"
    return f"{period.days} hari"


def _days(period: Period) -> str:
    last = period.last_day or period.start
    if last == period.start:
        return in_words(period.start)
    return f"{in_words(period.start)} s.d. {in_words(last)}"


def _draft(
    kind: str, request: LeaveRequest, period: Period, subject: str, basis: list[str],
    orders: list[str], on: date, by: User,
) -> Draft:  # fmt: skip
    employee = request.employee
    agency, last = employee.agency, period.last_day
    content = Content(
        letterhead=signing.letterhead(agency), subject=subject, basis=basis,
        people=signing.people_of([employee], on), orders=orders, place=agency.seat or agency.name,
        signatory=_signatory(by, employee, on), copies=["Badan Kepegawaian Daerah"],
        first_day=period.start.isoformat(), last_day=last.isoformat() if last else "",
    )  # fmt: skip
    return Draft(
        kind=kind, series_key=f"{agency.code}|{agency.letter_code}|{{year}}", number_format=NUMBER,
        day=on, payload=content, about_kind="appointments.leaverequest", about_id=str(request.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip


def _signatory(by: User, employee: Employee, on: date) -> Signatory:
    """A head signs for the own post; the authority on behalf of the head of the region."""
    signatory = signing.signatory_of(by, on)
    if access.signs_for_head(by, employee, on):
        return signing.for_head(signatory, employee.agency)
    return signatory
