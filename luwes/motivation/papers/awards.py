"""What an award's certificate says on paper; Indonesian always."""

from datetime import date

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Achievement, Content, Letterhead
from luwes.motivation.models import Award, AwardWinner

CERTIFICATE = "award_certificate"
ABOUT = "motivation.award"
NUMBER = "PIAGAM/{sequence}/{unit}/{year}"


def certificates(award: Award, winners: list[AwardWinner], *, on: date, by: User) -> list[Draft]:
    """One for each winner, signed by who decided."""
    agency = award.agency
    people = signing.people_of([winner.nomination.nominee for winner in winners], on)
    signatory, head = signing.signatory_of(by, on), _letterhead(award, on)
    return [
        Draft(
            kind=CERTIFICATE, series_key=f"{CERTIFICATE}|{agency.code}|{{year}}",
            number_format=NUMBER, day=on, about_kind=ABOUT, about_id=str(winner.pk),
            variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
            payload=Content(
                letterhead=head, subject=f"Piagam penghargaan {award.name}", basis=[],
                people=[person], orders=[],
                place=agency.seat or agency.name, signatory=signatory,
                achievement=_achievement(award),
            ),
        )
        for winner, person in zip(winners, people, strict=True)
    ]  # fmt: skip


def _letterhead(award: Award, on: date) -> Letterhead:
    """Of the unit, or of the government alone."""
    if award.unit:
        return signing.letterhead_of(award.unit, on)
    return Letterhead(**{**signing.letterhead(award.agency), "agency": ""})


def _achievement(award: Award) -> Achievement:
    return Achievement(
        verb="atas pengabdian dan prestasinya menerima penghargaan", title=award.name,
        shown=[["", award.purpose]],
    )  # fmt: skip
