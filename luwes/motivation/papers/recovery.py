"""What the letter of days of recovery says; Indonesian always, and that it is no leave by law."""

from collections.abc import Sequence
from datetime import date

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Content, in_words
from luwes.motivation.models import RecoveryOffer

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
        people=signing.people_of([employee], on),
        orders=[
            f"beristirahat pada {named};",
            "tidak ditugaskan pada hari-hari itu;",
            "bila ada kepentingan dinas mendesak, dapat dipanggil kembali oleh atasan dan harinya tetap menjadi hak.",
        ],
        place=agency.seat or agency.name, signatory=signing.signatory_of(by, on),
        first_day=days[0].isoformat(), last_day=days[-1].isoformat(),
    )  # fmt: skip
    return Draft(
        kind=RECOVERY, series_key=f"{agency.code}|{agency.letter_code}|{{year}}",
        number_format=NUMBER, day=on, payload=content, about_kind=ABOUT, about_id=str(offer.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip
