"""A case comes in: numbered, with a secret, at whoever has the authority, its clocks begun, and given."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import secrets
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.faults import point
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.services import access, authority, facts, similar
from luwes.services.actions import clocks, giving
from luwes.services.actions.entries import write
from luwes.services.actions.files import Checked, attach
from luwes.services.models import Case, CaseClock, FormVersion, Service, Subject
from luwes.services.rules import tracking
from luwes.services.rules.asking import CASE_KEY
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import OPEN, CaseKind, CaseState, Channel, EntryKind
from luwes.services.rules.tracking import read_number


@dataclass(frozen=True)
class Citizen:
    """Who asks, as far as they say; all of it sealed."""

    name: str = ""
    phone: str = ""
    email: str = ""
    nik: str = ""
    is_secret: bool = False


@dataclass(frozen=True)
class Where:
    """What it is about on the map, as far as it is about a place."""

    area: Area | None = None
    place: str = ""
    point: Point | None = None


@dataclass(frozen=True)
class Filing:
    """
    What is handed in. `service` None: somebody wrote and chose nothing; then `agency` gets it.

    `same_as`: an open report that the citizen says is the same; `is_other`: they saw those nearby and
    say that theirs is none of them. `about`: the service that a complaint is about, whose unit's
    overseers get it.
    """

    kind: CaseKind
    consent: str
    service: Service | None = None
    agency: Agency | None = None
    subject: Subject | None = None
    form: FormVersion | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    citizen: Citizen = Citizen()
    where: Where = Where()
    channel: Channel = Channel.ONLINE
    files: Sequence[Checked] = ()
    same_as: int | None = None
    is_other: bool = False
    about: Service | None = None


@dataclass(frozen=True)
class Receipt:
    """The case and its secret, which is told this once."""

    case: Case
    secret: str


@transaction.atomic
def file(*, filing: Filing, now: datetime, by: User | None = None) -> Receipt:
    """
    Take in a case; `by` the officer who writes it down for a citizen.

    :raises Refused: without consent, for a service that takes none, or when nobody is known for it
    """
    return take_in(filing=filing, now=now, by=by)


def take_in(*, filing: Filing, now: datetime, by: User | None) -> Receipt:
    """
    The same, in the caller's transaction. Its clocks and its officer are worked out first, so that it
    is written once.
    """
    if by is not None:
        require(access.can_file_for(by))
    on = localdate(now)
    agency, unit, service = _whose(filing, on)
    refuse(_problems(filing, agency))
    assert agency is not None
    secret, citizen, where = tracking.new_secret(), filing.citizen, filing.where
    head = _head(filing, now)
    case = Case(
        number=_number(on), secret_hash=secrets.fingerprint(secret), kind=filing.kind.value,
        service=service, subject=_subject(filing),
        form=filing.form, answers=json.dumps(dict(filing.answers), ensure_ascii=False),
        text=filing.text.strip(), name=citizen.name.strip(), phone=citizen.phone.strip(),
        email=citizen.email.strip(), nik=citizen.nik,
        nik_hash=secrets.fingerprint(citizen.nik) if citizen.nik else "",
        is_secret=citizen.is_secret, area=where.area, place=where.place.strip(),
        lat=where.point.lat if where.point else None, lon=where.point.lon if where.point else None,
        channel=filing.channel.value, entered_by=by, consent_at=now, consent_words=filing.consent,
        agency=agency, unit=unit, received_at=now, head=head,
        state=CaseState.BUNDLED.value if head else CaseState.RECEIVED.value,
        complained_about=_complained_about(filing),
    )  # fmt: skip
    running = [] if head else clocks.for_new(case, now)
    by_hand = head is not None or access.is_complaint(case)
    officer = None if by_hand else giving.chosen(case, now=now, on=on)
    if officer is not None:
        case.officer, case.given_at, case.state = officer, now, CaseState.ASSIGNED.value
    case.save(force_insert=True)
    CaseClock.objects.bulk_create(running)
    entry = write(case, EntryKind.FILED, now, text=filing.text, by_citizen=True)
    attach(case, entry, filing.files, by_citizen=True)
    point("filing.half_written")
    if by is not None:
        audit.record(by, "services.filed_for", case, chain=str(agency.pk), channel=filing.channel.value, number=case.number)  # fmt: skip
    if head is None:
        giving.tell_of(case, officer, now)
    announce(facts.Filed(case.pk, now))
    return Receipt(case, secret)


def _whose(filing: Filing, on: date) -> tuple[Agency | None, OrgUnit | None, Service | None]:
    """Of what a complaint is about; by subject and place where there are both, else the service's own, else the government asked."""
    if filing.about is not None:
        return filing.about.agency, filing.about.unit, filing.service
    subject = _subject(filing)
    if subject is not None and filing.where.area is not None:
        text = f"{filing.where.place} {filing.text}"
        found = authority.whose(subject, filing.where.area, text, on)
        if found is not None:
            unit = found.service.unit if found.service else found.unit
            return found.agency, unit, found.service
    if filing.service is not None:
        return filing.service.agency, filing.service.unit, filing.service
    return filing.agency, None, None


def _complained_about(filing: Filing) -> Employee | None:
    """Who has the case that a complaint names."""
    number = read_number(str(filing.answers.get(CASE_KEY, "")))
    if filing.kind is not CaseKind.COMPLAINT or not number:
        return None
    row = Case.objects.select_related("officer").only("officer").filter(number=number).first()
    return row.officer if row else None


def _subject(filing: Filing) -> Subject | None:
    """What it is about, also where the government that gets it offers no service for that."""
    return filing.subject or (filing.service.subject if filing.service else None)


def _problems(filing: Filing, agency: Agency | None) -> list[Problem]:
    problems = []
    if not filing.consent.strip():
        problems.append(Problem(_("Tanpa persetujuan, data Anda tidak kami simpan."), "consent"))
    if agency is None:
        problems.append(Problem(_("Pilih daerahnya."), "area"))
    if filing.service is not None and not _takes(filing.service):
        problems.append(Problem(_("Layanan ini sedang tidak menerima permohonan.")))
    if not filing.text.strip() and not filing.answers and filing.same_as is None:
        problems.append(Problem(_("Tulis apa yang Anda perlukan."), "text"))
    return problems


def _takes(service: Service) -> bool:
    """As it is by now: the form may have been begun while it was open and described."""
    return access.public_services().filter(pk=service.pk, is_open=True).exists()


def _number(on: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('services_case_serial')")
        return tracking.number(settings.LUWES_CASE_PREFIX, on.year, cursor.fetchone()[0])


def _head(filing: Filing, now: datetime) -> Case | None:
    """
    The open report that this one is of: the one the citizen named, else one at the same spot that
    came in meanwhile. At a spot they come in one after another, so that one is the first.
    """
    subject, where = _subject(filing), filing.where
    if subject is None or filing.is_other:
        return None
    if where.point is not None:
        _one_at_a_time(subject, where.point)
    found = similar.near(subject, where.point, where.area, where.place, now)
    for one in found:
        if one.case.pk == filing.same_as or (filing.same_as is None and one.is_same):
            return _first_of(one.case)
    return None


def _first_of(case: Case) -> Case | None:
    """The case, held; or the one that it follows since a moment ago; None where it is over meanwhile."""
    lock(case)
    if case.head_id is not None:
        return case.head
    return case if CaseState(case.state) in OPEN else None


def _one_at_a_time(subject: Subject, point: Point) -> None:
    """Within about a hundred metres, and until the transaction ends."""
    key = f"services:{subject.pk}:{point.lat:.3f}:{point.lon:.3f}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
