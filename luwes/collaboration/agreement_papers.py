"""The paper of an agreement: what the letter says that both sides have signed."""

from datetime import date, datetime

from django.utils.timezone import localtime

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.collaboration.letter_kinds import KINDS
from luwes.collaboration.models import Agreement
from luwes.collaboration.rules.states import AgreementKind
from luwes.collaboration.wording import FIRST, SECOND, articles, day_spelled
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Party, Signatory, in_words

NUMBER = "100.3.7/{sequence}/{unit}/{year}"  # perjanjian dan kerja sama, Permendagri 83/2022
ABOUT = "collaboration.agreement"


def draft(agreement: Agreement, *, on: date, now: datetime, by: User) -> Draft:
    """The partner has signed; `by` signs for the government now."""
    agency, last = agreement.agency, agreement.period.last_day
    obligations = list(agreement.obligations.order_by("side", "due", "pk"))
    signatory = signing.for_head(signing.signatory_of(by, on), agency)
    content = Content(
        letterhead=signing.letterhead(agency),
        subject=f"{_title(agreement)} dengan {agreement.partner.name} tentang {agreement.title}",
        basis=[line.strip() for line in agreement.basis.split(";") if line.strip()],
        people=[], addressee=agreement.partner.name, orders=[], place=agency.seat or agency.name,
        signatory=signatory, first_day=agreement.period.start.isoformat(),
        last_day=last.isoformat() if last else "", about=agreement.title,
        parties=_parties(agreement, signatory, now),
        opening=_opening(agreement, on), articles=articles(agreement, obligations),
    )  # fmt: skip
    return Draft(
        kind=KINDS[agreement.kind], series_key=f"{agency.code}|{agency.letter_code}|{{year}}",
        number_format=NUMBER, day=on, payload=content, about_kind=ABOUT, about_id=str(agreement.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip


def _title(agreement: Agreement) -> str:
    if agreement.kind == AgreementKind.COOPERATION.value:
        return "Perjanjian kerja sama"
    return "Kesepakatan bersama"


def _parties(agreement: Agreement, signatory: Signatory, now: datetime) -> list[Party]:
    """The government's number is the letter's own; it is not known yet."""
    partner, agency = agreement.partner, agreement.agency
    at, by = agreement.partner_signed_at, agreement.partner_signed_by
    assert at is not None, "the partner signs first"
    assert by is not None
    spokesman = partner.representatives.filter(user=by).order_by("pk").first()
    return [
        Party(
            mark=FIRST, name=signing.letterhead(agency)["government"], address=agency.address,
            number="", signer=signatory["name"],
            title=" ".join([*signatory["on_behalf"], signatory["title"]]),
            signed=_signed(now),
        ),
        Party(
            mark=SECOND, name=partner.name.upper(), address=partner.address,
            number=agreement.partner_number, signer=by.name,
            title=spokesman.title if spokesman else "", signed=_signed(at),
        ),
    ]  # fmt: skip


def _signed(at: datetime) -> str:
    here = localtime(at)
    return f"{in_words(here.date())} pukul {here:%H.%M}"


def _opening(agreement: Agreement, on: date) -> str:
    name = _title(agreement).lower()
    under = agreement.under
    text = f"Pada hari ini, {day_spelled(on)} ({on:%d-%m-%Y}), kami yang bertanda tangan di bawah ini sepakat mengadakan {name} tentang {agreement.title}"  # fmt: skip
    if under is not None and under.letter is not None:
        text += f", sebagai pelaksanaan Kesepakatan Bersama Nomor {under.letter.number} tanggal {in_words(under.letter.day)}"  # fmt: skip
    return f"{text}, dengan ketentuan sebagai berikut."
