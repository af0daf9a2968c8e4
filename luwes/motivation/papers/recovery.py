"""What the letter of days of recovery says; Indonesian always, and that it is no leave by law."""

from collections.abc import Sequence
from datetime import date

from luwes.accounts.models import User
from luwes.appointments import queries as appointments
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Person, Signatory, in_words
from luwes.motivation.models import RecoveryOffer
from luwes.people.models import Employee

RECOVERY, ABOUT = "recovery_rest", "motivation.recoveryoffer"
NUMBER = "800.1.11/{sequence}/{unit}/{year}"


def letter(offer: RecoveryOffer, days: Sequence[date], *, on: date, by: User) -> Draft:
    """`by`: the superior, who signs. Where silence was consent nobody signs, so there is no letter."""
    employee = offer.employee
    agency, assignment = employee.agency, offer.rest.assignment
    named = ", ".join(in_words(day) for day in days)
    content = Content(
        letterhead=signing.letterhead(agency), subject=f"Istirahat pemulihan, {named}",
        basis=[
            "Peraturan Menteri PANRB Nomor 4 Tahun 2025 tentang pelaksanaan tugas kedinasan secara fleksibel;",
            f"Kebijakan istirahat seusai tugas darurat ({offer.rest.source}), yang bukan cuti menurut undang-undang;",
            f"Penugasan {assignment.need}, selesai {in_words(assignment.period.last_day or on)}.",
        ],
        people=[_person(employee, on)],
        orders=[
            f"beristirahat pada {named};",
            "tidak ditugaskan pada hari-hari itu;",
            "bila ada kepentingan dinas mendesak, dapat dipanggil kembali oleh atasan dan harinya tetap menjadi hak.",
        ],
        place=agency.seat or agency.name, signatory=_signatory(by, on),
        first_day=days[0].isoformat(), last_day=days[-1].isoformat(),
    )  # fmt: skip
    return Draft(
        kind=RECOVERY, series_key=f"{agency.code}|{agency.letter_code}|{{year}}",
        number_format=NUMBER, day=on, payload=content, about_kind=ABOUT, about_id=str(offer.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip


def _person(employee: Employee, on: date) -> Person:
    post = appointments.posts([employee.pk], on).get(employee.pk)
    return Person(
        name=employee.full_name, nip=employee.nip, rank=employee.rank_title, grade=employee.grade,
        position=post.title if post else "", unit=post.unit if post else "",
    )  # fmt: skip


def _signatory(by: User, on: date) -> Signatory:
    found = signing.signatories_of([by], on).get(by.pk)
    return found or Signatory(**{**signing.nobody(), "name": by.name})
