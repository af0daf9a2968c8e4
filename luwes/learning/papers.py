"""What a certificate says on paper; Indonesian always."""

from datetime import date

from luwes.appointments import signing
from luwes.core.periods import Period
from luwes.learning.rules.hours import jp_of
from luwes.learning.sources import Achieved
from luwes.letters.actions import Draft
from luwes.letters.content import Achievement, Content, Signatory, in_words
from luwes.organisation.heading import superiors
from luwes.organisation.models import Agency
from luwes.people.models import Employee

CERTIFICATE = "certificate"
ABOUT = "learning.certificate"
NUMBER = "SERT/{sequence}/{unit}/{year}"


def certificate(
    employee: Employee, achieved: Achieved, period: Period, *, on: date, about_id: str
) -> Draft:
    agency, last = achieved.unit.agency, period.last_day
    content = Content(
        letterhead=signing.letterhead_of(achieved.unit, on), subject=f"Sertifikat {achieved.title}", basis=[],
        people=signing.people_of([employee], on), orders=[], place=agency.seat or agency.name,
        signatory=_signatory(employee, achieved, on), achievement=_achievement(achieved, period),
        first_day=period.start.isoformat(), last_day=last.isoformat() if last else "",
    )  # fmt: skip
    return Draft(
        kind=CERTIFICATE, series_key=f"{CERTIFICATE}|{agency.code}|{{year}}", number_format=NUMBER,
        day=on, payload=content, about_kind=ABOUT, about_id=about_id,
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip


def _achievement(achieved: Achieved, period: Period) -> Achievement:
    shown = []
    if achieved.competency and achieved.level:
        shown.append(["Kompetensi", f"{achieved.competency.name}, tingkat {achieved.level}"])
    if achieved.minutes:
        shown.append(["Lama belajar", f"{jp_of(achieved.minutes)} jam pelajaran (JP)"])
    last = period.last_day
    until = f"sampai {in_words(last)}" if last else "tanpa batas waktu"
    shown.append(["Berlaku", until])
    verb = "telah mengikuti dan dinyatakan lulus pelatihan" if achieved.in_class else "telah menyelesaikan dan dinyatakan lulus modul belajar"  # fmt: skip
    return Achievement(verb=verb, title=achieved.title, shown=shown)


def _signatory(employee: Employee, achieved: Achieved, on: date) -> Signatory:
    """The head of the unit that teaches it, or of the nearest unit above; nobody signs the own."""
    users = superiors(achieved.unit.pk, employee.user_id, on)
    first = sorted(users, key=lambda user: user.pk)[:1]
    found = signing.signatories_of(first, on)
    return next(iter(found.values()), _without_head(achieved.unit.agency))


def _without_head(agency: Agency) -> Signatory:
    title = agency.head_title
    return Signatory(**{**signing.nobody(), "title": title}) if title else signing.nobody()
