"""Half a year at the service desks: what citizens asked and reported, by the actions that pages use."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils.timezone import get_default_timezone
from PIL import Image, ImageDraw

from luwes.accounts import actions as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.appointments.queries import definitive
from luwes.core import clock
from luwes.demo import answers, leaving, loading
from luwes.organisation.heading import heads_of
from luwes.organisation.models import Agency, OrgUnit
from luwes.people import actions as people
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.services import access, authority
from luwes.services.actions import (
    ending,
    filling,
    forwarding,
    giving,
    nik,
    rating,
    reference,
    talking,
)
from luwes.services.actions.filing import Where
from luwes.services.documents import Checked, checked
from luwes.services.models import Case, Service
from luwes.services.queries import forms
from luwes.services.reference import duties
from luwes.services.rules.asking import ABOUT_KEY, CASE_KEY, Kind
from luwes.services.rules.nearness import Point
from luwes.services.rules.satisfaction import Element
from luwes.services.rules.states import CaseKind, CaseState, Channel

SEED = 20250224
DAYS = 180
FIRST_NAMES = (
    "Rina",
    "Budi",
    "Sari",
    "Agus",
    "Wayan",
    "Dewi",
    "Hendra",
    "Lestari",
    "Made",
    "Yanti",
)
ROADS = (
    "Jalan Pulau Damar",
    "Jalan Ratu Dibalau",
    "Gang Mawar",
    "Jalan Teuku Umar",
    "Jalan Sultan Agung",
)
ASKED = {
    CaseKind.REQUEST: ("Mohon diproses, berkas lengkap saya lampirkan.", "Kapan dapat saya ambil?"),
    CaseKind.REPORT: (
        "Lubang sedalam mata kaki, sudah dua motor jatuh.",
        "Jalan rusak sejak hujan minggu lalu.",
    ),
    CaseKind.INFORMATION: ("Mohon salinan laporan kinerja tahun lalu.",),
    CaseKind.COMPLAINT: (
        "Antrean dua jam tanpa nomor, lalu loket tutup.",
        "Diminta datang tiga kali untuk berkas yang sama.",
        "Petugas berbicara kasar kepada ibu saya.",
    ),
    CaseKind.WISH: ("Usul: loket dibuka sampai sore.",),
}
CAME_BY = {Channel.ONLINE: 62, Channel.DESK: 22, Channel.PHONE: 9, Channel.PAPER: 7}
THANKS = (
    "Cepat dan ramah, terima kasih.",
    "Petugasnya sabar menjelaskan.",
    "Jalannya sudah halus lagi.",
)


def load(world: loading.World, now: datetime, on: date) -> dict[str, int]:
    """Services with their officers, then cases day by day; the clock follows and is set back at the end."""
    manager = loading._user(
        "layanan", "Pengelola Layanan", Role.SERVICE_MANAGER, EVERYWHERE, "", now, world.admin
    )
    before = clock.now()
    began = now - timedelta(days=DAYS)
    clock.set_to(began)
    reference.load(now=began, on=began.date(), by=manager)
    offered = Service.objects.exclude(kind=CaseKind.COMPLAINT.value)  # these wait for who oversees
    services = list(offered.select_related("agency__area", "unit", "subject").order_by("pk"))
    desks = _Desks(world, began, on)
    for service in services:
        desks.staff(service)
    clerks = {unit: [p.user for p in rows if p.user] for unit, rows in desks.known.items()}
    year = _HalfYear(random.Random(SEED), services, now, manager, clerks)
    for at in year.moments():
        clock.set_to(at)
        year.one(at)
    near = leaving.units_of_first_head(on)
    for service in services:
        if service.unit_id in near:
            year.settled_ones(service)
    year.open_ones(now)
    year.complaints(now)
    clock.set_to(before)
    complaints = Case.objects.filter(kind=CaseKind.COMPLAINT.value).count()
    return {"services": len(services), "cases": Case.objects.count(), "complaints": complaints}


class _Desks:
    """Two officers a unit whose competency holds; in the first unit a third who still lacks it."""

    def __init__(self, world: loading.World, at: datetime, on: date) -> None:
        self.world, self.at, self.on = world, at, on
        self.known: dict[int, list[Employee]] = {}
        self.named = 0

    def staff(self, service: Service) -> None:
        if service.unit_id not in self.known:
            self.known[service.unit_id] = [
                self._officer(person, service) for person in self._people(service)
            ]
        for person in self.known[service.unit_id][:2]:
            self._teach(person, service)

    def _people(self, service: Service) -> list[Employee]:
        """Of the unit itself or of those below it; never who the flood's story needs."""
        rows = definitive(self.on).filter(
            unit__shapes__path__under=_path(service, self.on), single_holder=False
        )
        taken = {person.pk for row in self.known.values() for person in row}
        ids = rows.exclude(employee__in=[*taken, *(p.pk for p in leaving.of_first_head(self.on))])
        found = ids.order_by("-employee_id").values_list("employee_id", flat=True).distinct()
        wanted = 3 if not self.known else 2
        return list(Employee.objects.filter(pk__in=list(found[:wanted])).order_by("pk"))

    def _officer(self, person: Employee, service: Service) -> Employee:
        self.named += 1
        name = {1: "petugas", 2: "petugas2", 3: "petugas3"}.get(self.named, "")
        user = loading.account_of(person, self.world, self.at, self.on, username=name)
        accounts.grant(
            user=user, role=Role.SERVICE_OFFICER, scope_kind="unit", scope_id=str(service.unit_id),
            period=loading.SINCE, reason="contoh", by=self.world.admin,
        )  # fmt: skip
        person.refresh_from_db()
        return person

    def _teach(self, person: Employee, service: Service) -> None:
        for skill in service.skills.select_related("competency").order_by("pk"):
            held = person.competencies.filter(competency=skill.competency, level__gte=skill.level)
            if not held.exists():
                people.add_competency(
                    employee=person, competency=skill.competency, level=skill.level,
                    period=loading.SINCE, evidence="Pelatihan petugas layanan 2024", by=self.world.analyst,
                )  # fmt: skip


def _path(service: Service, on: date) -> str:
    shape = service.unit.shapes.filter(period__contains=on).order_by("pk").first()
    return shape.path if shape else str(service.unit_id)


@dataclass
class _HalfYear:
    """Cases one after the other: filed, answered, now and then asked back, closed, confirmed, rated."""

    chance: random.Random
    services: list[Service]
    now: datetime
    manager: User
    clerks: dict[int, list[User]]

    def __post_init__(self) -> None:
        self.names = forms.names_of(self.services)

    def moments(self) -> Iterator[datetime]:
        zone = get_default_timezone()
        for n in range(DAYS, 1, -1):
            day = (self.now - timedelta(days=n)).astimezone(zone).date()
            for _ in range(self.chance.choice((0, 0, 1, 1, 1, 2))):
                yield datetime.combine(
                    day, time(self.chance.randint(6, 21), self.chance.randint(0, 59)), zone
                )

    def one(self, at: datetime) -> None:
        """From its filing to its end, each step at its own time and never after today."""
        case = self._file(at)
        looked_at = self._forwarded(case, at)
        if looked_at is None:
            return
        at = looked_at
        if case.officer is None or case.officer.user is None:
            return
        by, chance = case.officer.user, self.chance
        steps: list[tuple[float, Callable[[datetime], object]]] = [
            (chance.uniform(0.05, 2.5), lambda t: talking.answer(
                case=case, text="Terima kasih, sudah kami terima dan sedang kami periksa.", now=t, on=_day(t), by=by)),
        ]  # fmt: skip
        if case.nik and chance.random() < 0.4:
            steps.append((0.02, lambda t: nik.read(
                case=case, why="Mencocokkan dengan data kependudukan", now=t, on=_day(t), by=by)))  # fmt: skip
        if chance.random() < 0.25:
            steps += [
                (chance.uniform(0.2, 1), lambda t: talking.ask(case=case, text="Boleh kami minta foto yang lebih jelas?", now=t, on=_day(t), by=by)),
                (chance.uniform(0.5, 4), lambda t: talking.citizen_says(case=case, text="Ini fotonya.", files=[picture("Foto warga")], now=t)),
            ]  # fmt: skip
        days = 20 if case.kind == CaseKind.REPORT.value else 3
        steps.append((chance.uniform(0.5, days), lambda t: ending.close(
            case=case, text="Sudah selesai; hasilnya terlampir.", files=[picture("Sesudah")], now=t, on=_day(t), by=by)))  # fmt: skip
        if chance.random() < 0.1:
            steps += [
                (chance.uniform(0.5, 3), lambda t: ending.reopen(case=case, text="Masih ada yang keliru.", now=t)),
                (chance.uniform(1, 4), lambda t: ending.close(case=case, text="Sudah kami perbaiki.", files=[picture("Perbaikan")], now=t, on=_day(t), by=by)),
            ]  # fmt: skip
        if chance.random() < 0.7:
            steps.append((chance.uniform(0.1, 5), lambda t: ending.confirm(case=case, now=t)))
        if chance.random() < 0.6:
            steps.append(
                (0.01, lambda t: rating.rate(case=case, scores=self._scores(), words="", now=t))
            )
        if chance.random() < 0.3:
            steps.append(
                (0.01, lambda t: rating.thank(case=case, words=chance.choice(THANKS), now=t))
            )
        for after, step in steps:
            at += timedelta(days=after)
            if at >= self.now - timedelta(hours=2):
                return
            clock.set_to(at)
            step(at)

    def _scores(self) -> dict[Element, int]:
        usual = self.chance.choice((3, 3, 4))
        return {e: max(1, min(4, usual + self.chance.choice((-1, 0, 0, 0, 1)))) for e in Element}

    def _file(
        self, at: datetime, service: Service | None = None, where: Where | None = None,
        given: Mapping[str, str] | None = None,
    ) -> Case:  # fmt: skip
        """
        As a citizen does: the form page by page, then sent; `where` names a place told before, `given`
        is what the link says that led to the form.
        """
        clock.set_to(at)
        service = service or self.chance.choice(self.services)
        chance, place = self.chance, where or self._where(service)
        channel, by = (
            self._channel(service) if where is None and given is None else (Channel.ONLINE, None)
        )
        key = filling.begin(service=service, form=forms.in_force(service), now=at, channel=channel, given=given, by=by)  # fmt: skip
        draft = forms.draft_by_key(key)
        assert draft is not None
        typed = answers.of_somebody(chance, _day(at), _village(service.agency, chance)) | {
            "nama": f"{chance.choice(FIRST_NAMES)} (contoh)",
            "uraian": chance.choice(ASKED[CaseKind(service.kind)]),
            "rahasia": "on" if chance.random() < 0.2 else "",
        }
        if place.area is not None:
            typed |= {"wilayah": {"code": place.area.code, "text": ""}, "letak": place.place}
        if place.point is not None:
            typed["titik"] = {"lat": f"{place.point.lat:.5f}", "lon": f"{place.point.lon:.5f}"}
        for n, page in enumerate(filling.read(draft).asked.definition.pages):
            papers = {q.key: [_paper()] for q in page.questions if q.kind is Kind.FILE and q.required}  # fmt: skip
            filling.save(draft=draft, page=n, typed=typed, files=papers, now=at)
        near = filling.near_of(draft, filling.read(draft), at)
        same = near[0].case.pk if near and where is not None else None
        filling.send(draft=draft, agrees=True, now=at, same_as=same, is_other=bool(near) and same is None, by=by)  # fmt: skip
        draft.refresh_from_db()
        assert draft.case is not None
        return draft.case

    def _channel(self, service: Service) -> tuple[Channel, User | None]:
        """How the citizen came; but for the web an officer of the desk writes it down."""
        clerks = self.clerks.get(service.unit_id, [])
        chosen = self.chance.choices(list(CAME_BY), list(CAME_BY.values()))[0]
        if chosen is Channel.ONLINE or not clerks:
            return Channel.ONLINE, None
        return chosen, self.chance.choice(clerks)

    def _forwarded(self, case: Case, at: datetime) -> datetime | None:
        """Where it is somebody else's, it is sent there some hours later; the time then, None after today."""
        to = self._whose(case) if case.head_id is None else None
        if to is None:
            return at
        by = (case.officer and case.officer.user) or self.manager
        at += timedelta(hours=self.chance.uniform(1, 20))
        if at >= self.now - timedelta(hours=2):
            return None
        clock.set_to(at)
        agency, unit, reason = to
        forwarding.forward(
            case=case, agency=agency, unit=unit, reason=reason, now=at, on=_day(at), by=by
        )  # fmt: skip
        if case.officer is None and unit is not None:
            officer = giving.chosen(case, now=at, on=_day(at))
            if officer is not None:
                giving.hand_over(case=case, to=officer, reason="Sesuai unitnya.", now=at, on=_day(at), by=self.manager)  # fmt: skip
        case.refresh_from_db()
        return at

    def _whose(self, case: Case) -> tuple[Agency, OrgUnit | None, str] | None:
        """
        What an officer finds when looking closer: a road that is the province's by its name, somebody who lives in
        another regency. None where it is rightly here.
        """
        if case.subject is not None and case.area is not None:
            code = f"{case.area.code}."
            roads = [
                name for named in duties.NAMED for name in named.names
                if named.subject == case.subject.code and code.startswith(f"{named.area}.")
            ]  # fmt: skip
            if not roads or self.chance.random() < 0.1:
                return None
            road = self.chance.choice(roads)
            found = authority.whose(case.subject, case.area, road, _day(case.received_at))
            if found is None or found.agency.pk == case.agency_id:
                return None
            return found.agency, found.unit, f"Ruas {road} adalah jalan provinsi."
        if case.service is None or case.form is None or self.chance.random() < 0.55:
            return None
        name = self.names[case.service_id or 0]
        others = [s for s in self.services if self.names[s.pk] == name and s.agency_id != case.agency_id]  # fmt: skip
        if not others:
            return None
        other = self.chance.choice(others)
        return other.agency, other.unit, f"Alamat di kartu keluarga termasuk {other.agency.name}."

    def _where(self, service: Service) -> Where:
        if service.subject is None:
            return Where()
        area = _village(service.agency, self.chance)
        point = (
            Point(
                area.lat + self.chance.uniform(-0.01, 0.01),
                area.lon + self.chance.uniform(-0.01, 0.01),
            )
            if area and area.lat and area.lon
            else None
        )
        return Where(area, f"{self.chance.choice(ROADS)}, dekat sekolah", point)

    def settled_ones(self, service: Service) -> None:
        """Of this year so many that each officer of a desk has some to show."""
        for n in range(4):
            at = self.now - timedelta(days=40 - 8 * n, hours=2)
            case = self._file(at, service)
            if case.officer is None or case.officer.user is None:
                continue
            by = case.officer.user
            clock.set_to(at := at + timedelta(hours=20))
            ending.close(case=case, text="Sudah selesai.", files=[picture("Hasil")], now=at, on=_day(at), by=by)  # fmt: skip
            clock.set_to(at := at + timedelta(hours=5))
            ending.confirm(case=case, now=at)
            rating.rate(case=case, scores=self._scores(), words="", now=at)

    def open_ones(self, now: datetime) -> None:
        """What the desks find today: late, due, waiting, one hole told by many."""
        reports = [s for s in self.services if s.subject is not None]
        rest = [s for s in self.services if s.subject is None]
        for hours, service in ((30 * 24, rest[0]), (60, rest[1]), (5, rest[0]), (1, rest[-1])):
            self._file(now - timedelta(hours=hours), service)
        waiting = self._file(now - timedelta(hours=50), rest[0])
        if waiting.officer and waiting.officer.user:
            at = now - timedelta(hours=44)
            clock.set_to(at)
            talking.ask(
                case=waiting, text="Boleh kami minta fotokopi kartu keluarga?", now=at, on=_day(at),
                by=waiting.officer.user,
            )  # fmt: skip
        hole = self._where(reports[0])
        for n in range(6):
            self._file(now - timedelta(hours=20 - n), reports[0], hole)
        clock.set_to(now)
        for case in Case.objects.filter(state=CaseState.RECEIVED.value, officer=None).order_by(
            "pk"
        ):
            giving.route_again(case=case, now=now, on=_day(now))

    def complaints(self, now: datetime) -> None:
        """
        About desks that somebody heads: one on a case that was answered, which the head looks into and
        answers; one in hand; one just in; one that nobody took in time.
        """
        headed = [s for s in self.services if _heads(s, _day(now))]
        if not headed:
            return
        answered = Case.objects.filter(
            service__in=headed, closed_at__lt=now - timedelta(days=12), officer__isnull=False
        )
        case = answered.select_related("service__agency").order_by("-closed_at", "-pk").first()
        if case is not None and case.service is not None and case.closed_at is not None:
            self._looked_into(
                case.closed_at + timedelta(days=1), case.service, case.number, ends=True
            )
        self._looked_into(now - timedelta(days=3), headed[0], "", ends=False)
        self._complain(now - timedelta(hours=3), headed[-1], "")
        self._complain(now - timedelta(days=30), headed[0], "")
        clock.set_to(now)

    def _complain(self, at: datetime, about: Service, number: str) -> Case | None:
        """By "Adukan layanan ini" on a service's page, or on that of one's case; None where nobody takes it in."""
        service = access.complaint_service(about.agency)
        if service is None:
            return None
        return self._file(at, service, given={ABOUT_KEY: about.slug, CASE_KEY: number})

    def _looked_into(self, at: datetime, about: Service, number: str, *, ends: bool) -> None:
        case = self._complain(at, about, number)
        if case is None:
            return
        head = _heads(about, _day(at))[0]
        assert head.user is not None
        clock.set_to(at := at + timedelta(days=1))
        giving.hand_over(case=case, to=head, reason="Saya periksa sendiri.", now=at, on=_day(at), by=head.user)  # fmt: skip
        clock.set_to(at := at + timedelta(hours=3))
        talking.answer(
            case=case, text="Mohon maaf atas pengalaman Anda. Kami periksa dengan petugasnya.", now=at,
            on=_day(at), by=head.user,
        )  # fmt: skip
        if not ends:
            return
        clock.set_to(at := at + timedelta(days=6))
        ending.close(
            case=case, text="Petugas sudah ditegur, dan mulai hari ini antrean memakai nomor.",
            files=[picture("Nomor antrean")], now=at, on=_day(at), by=head.user,
        )  # fmt: skip
        clock.set_to(at := at + timedelta(days=1))
        ending.confirm(case=case, now=at)


def _heads(service: Service, on: date) -> list[Employee]:
    """Who heads its unit, with a record of their own."""
    users = list(heads_of([service.unit_id], on))
    return list(Employee.objects.filter(user__in=users, is_current=True).order_by("pk"))


def _village(agency: Agency, chance: random.Random) -> Area | None:
    if agency.area is None:
        return None
    rows = Area.objects.filter(
        code__startswith=f"{agency.area.code}.", lat__isnull=False, level="district"
    )
    found = list(rows.order_by("pk")[:40])
    return chance.choice(found) if found else agency.area


def _day(at: datetime) -> date:
    return at.astimezone(get_default_timezone()).date()


@cache
def _paper() -> Checked:
    return picture("Berkas")


def picture(words: str) -> Checked:
    """A drawn card that stands for a photo."""
    card = Image.new("RGB", (480, 360), (236, 234, 228))
    ImageDraw.Draw(card).text((24, 24), f"{words} (contoh)", fill=(27, 29, 34))
    out = io.BytesIO()
    card.save(out, "PNG")
    return checked(f"{words.lower()}.png", out.getvalue())
