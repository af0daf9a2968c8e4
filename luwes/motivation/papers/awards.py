"""What an award's certificate says on paper; Indonesian always."""

from datetime import date

from luwes.accounts.models import User
from luwes.appointments import queries as appointments
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Achievement, Content, Letterhead, Person
from luwes.motivation.models import Award, AwardWinner
from luwes.organisation import queries as organisation
from luwes.people.homes import Post
from luwes.people.models import Employee

CERTIFICATE = "award_certificate"
ABOUT = "motivation.award"
NUMBER = "PIAGAM/{sequence}/{unit}/{year}"


def certificates(award: Award, winners: list[AwardWinner], *, on: date, by: User) -> list[Draft]:
    """One for each winner, signed by who decided."""
    agency = award.agency
    people = [winner.nomination.nominee for winner in winners]
    posts = appointments.posts([person.pk for person in people], on)
    signatory = signing.signatories_of([by], on)[by.pk]
    head = _letterhead(award, on)
    return [
        Draft(
            kind=CERTIFICATE, series_key=f"{CERTIFICATE}|{agency.code}|{{year}}",
            number_format=NUMBER, day=on, about_kind=ABOUT, about_id=str(winner.pk),
            variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
            payload=Content(
                letterhead=head, subject=f"Piagam penghargaan {award.name}", basis=[],
                people=[_person(person, posts.get(person.pk))], orders=[],
                place=agency.seat or agency.name, signatory=signatory,
                achievement=_achievement(award),
            ),
        )
        for winner, person in zip(winners, people, strict=True)
    ]  # fmt: skip


def _letterhead(award: Award, on: date) -> Letterhead:
    head = signing.letterhead(award.agency)
    shape = organisation.shape_of(award.unit.pk, on) if award.unit else None
    return Letterhead(**{**head, "agency": shape.name.upper() if shape else ""})


def _achievement(award: Award) -> Achievement:
    return Achievement(
        verb="atas pengabdian dan prestasinya menerima penghargaan", title=award.name,
        shown=[["", award.purpose]],
    )  # fmt: skip


def _person(employee: Employee, post: Post | None) -> Person:
    return Person(
        name=employee.full_name, nip=employee.nip, rank=employee.rank_title, grade=employee.grade,
        position=post.title if post else "", unit=post.unit if post else "",
    )  # fmt: skip
