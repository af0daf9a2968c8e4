"""Half a year of learning: modules, tests, hours and certificates, by the actions that pages use."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.appointments.queries import definitive
from luwes.core import clock
from luwes.demo import loading, teaching
from luwes.demo.lives import day
from luwes.demo.schooling import DAYS, School, people_of
from luwes.learning.actions import certifying, hours, reference, studying
from luwes.learning.models import Certificate, CourseClass, Module, ModuleAttempt, Study
from luwes.learning.queries import studying as reading
from luwes.learning.rules.states import Method, QuestionKind
from luwes.learning.rules.testing import Item
from luwes.organisation.actions import positions
from luwes.organisation.models import Competency
from luwes.people.models import Employee

# What people tell of: JP, the way of learning, what it was, what shows it; then the answer.
OUTSIDE = (
    (16, Method.SEMINAR, "Webinar pelayanan ramah disabilitas", "Ombudsman, 118/WB/2024", ""),
    (24, Method.CLASS, "Bimtek pengelolaan arsip dinamis", "ANRI, 0342/BT/2024", ""),
    (40, Method.INTERNSHIP, "Magang di mal pelayanan publik", "Surat keterangan 12/MPP/2024", ""),
    (8, Method.MENTORING, "Pendampingan aplikasi surat", "Catatan pendamping, Oktober 2024", ""),
    (120, Method.OTHER, "Membaca buku pelayanan", "Tanpa sertifikat", "Belum ada bukti dari penyelenggara."),
    (12, Method.SEMINAR, "Lokakarya kota tangguh bencana", "BNPB, 77/LK/2025", None),
    (20, Method.CLASS, "Pelatihan bahasa isyarat dasar", "Gerkatin, 5/PL/2025", None),
)  # fmt: skip


def load(world: loading.World, now: datetime, on: date) -> dict[str, int]:
    """Modules, then days of learning; the clock follows and is set back at the end."""
    manager = loading._user(
        "pelatihan", "Pengelola Pelatihan", Role.TRAINING_MANAGER, EVERYWHERE, "", now, world.admin
    )
    before = clock.now()
    began = now - timedelta(days=DAYS)
    clock.set_to(began)
    reference.load(now=began, on=began.date(), by=manager)
    school = School(world, now, on, manager, people_of(began, on, world.people))
    school.play([*_learners(school), *_officers(school), *teaching.classes(school), *_hours(school), _revoked(school)])  # fmt: skip
    clock.set_to(before)
    return {
        "studies": Study.objects.count(), "classes": CourseClass.objects.count(),
        "certificates": Certificate.objects.count(),
    }  # fmt: skip


# ── modules ──────────────────────────────────────────────────────────


def _learners(school: School) -> Iterator[Iterator[datetime]]:
    """Of ten people two give up, two fail first, and four go on to the second module."""
    modules = list(Module.objects.order_by("slug"))
    for n, person in enumerate(school.people):
        at = school.began + timedelta(days=school.chance.uniform(2, DAYS - 4))
        first, *rest = modules[n % len(modules) :] + modules[: n % len(modules)]
        wanted = [first, *(rest if n % 10 in (0, 3, 6, 9) else [])]
        yield _learns(school, person, wanted, at, gives_up=n % 10 in (4, 7), fails=n % 10 in (2, 5))


def _learns(
    school: School, person: Employee, modules: list[Module], at: datetime, *, gives_up: bool,
    fails: bool,
) -> Iterator[datetime]:  # fmt: skip
    yield (at := _in_the_day(school, at))
    by = school.account(person, at)
    for module in modules:
        study = studying.begin(module=module, employee=person, now=at, by=by)
        pages = study.version.pages.count()
        for place in range(pages // 2 if gives_up else pages):
            studying.read(study=study, place=place, now=at, by=by)
            at += timedelta(minutes=school.chance.randint(4, 12))
            if place == pages // 2:
                yield (at := _in_the_day(school, at + timedelta(days=1)))
        study.refresh_from_db()
        for slips in (5, 1) if fails else (school.chance.randint(0, 2),):
            if not gives_up:
                yield at
                attempt = _answered(study, at, slips, by)
                yield (at := at + timedelta(minutes=15))
                studying.hand_in(attempt=attempt, now=at, by=by)
                study.refresh_from_db()
                at = _in_the_day(school, at + timedelta(days=2))
        yield (at := at + timedelta(days=school.chance.randint(3, 12)))


def _officers(school: School) -> Iterator[Iterator[datetime]]:
    """Their posts ask what the second module gives; most have passed, `petugas3` has read half of it."""
    skill = Competency.objects.get(code="pelayanan_digital")
    module = Module.objects.filter(competency=skill).first()
    posts = definitive(school.on).filter(employee__user__grants__role=Role.SERVICE_OFFICER.value)
    rows = posts.select_related("position__unit", "employee__user").order_by("pk")
    for n, row in enumerate(rows.distinct()):
        positions.set_requirements(
            position=row.position, levels={skill: 2}, on=day(school.began), by=school.world.analyst
        )
        if module is None or row.employee.user is None:
            continue
        goes_on = row.employee.user.username == "petugas3"
        at = school.now - timedelta(days=3 if goes_on else 60 + n)
        if goes_on or n % 4 != 3:
            yield _learns(school, row.employee, [module], at, gives_up=goes_on, fails=False)


def _answered(study: Study, at: datetime, slips: int, by: User) -> ModuleAttempt:
    """A test with so many of its questions answered wrong."""
    attempt = studying.begin_test(study=study, now=at, on=day(at), by=by)
    for n, item in enumerate(reading.items(attempt)):
        said, chosen = _reply(attempt, item, is_right=n >= slips)
        studying.answer(attempt=attempt, question_id=item.key, said=said, chosen=chosen, by=by)
    return attempt


def _reply(attempt: ModuleAttempt, item: Item, *, is_right: bool) -> tuple[str, list[str]]:
    """As typed, or the places of the options as they are shown."""
    if item.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        order = reading.order_of(attempt, item.key, len(item.options))
        meant = [n for n in range(len(item.options)) if (n in item.right) is is_right]
        places = [str(order.index(n)) for n in meant]
        return "", places if item.kind is QuestionKind.MULTIPLE else places[:1]
    if not is_right:
        return "-1", []
    if item.number is None:
        return item.words[0], []
    return str(float(item.number)).replace(".", ","), []


def _in_the_day(school: School, at: datetime) -> datetime:
    """Between half past seven and three, by the wall clock."""
    hour = time(school.chance.randint(7, 14), school.chance.randint(30, 59))
    return datetime.combine(day(at), hour, get_default_timezone())


# ── hours, and a certificate that counts no more ─────────────────────


def _hours(school: School) -> Iterator[Iterator[datetime]]:
    for n, (told, person) in enumerate(zip(OUTSIDE, reversed(school.people), strict=False)):
        yield _tells(school, person, told, school.now - timedelta(days=70 - 11 * n))


def _tells(
    school: School, person: Employee, told: tuple[int, Method, str, str, str | None], at: datetime
) -> Iterator[datetime]:
    jp, method, words, evidence, reason = told
    yield at
    claim = hours.claim(
        employee=person, on=day(at) - timedelta(days=9), jp=jp, method=method, words=words,
        evidence=evidence, today=day(at), now=at, by=school.account(person, at),
    )  # fmt: skip
    if reason is not None:
        yield (at := at + timedelta(days=2))
        hours.answer(
            claim=claim, accept=not reason, reason=reason, on=day(at), now=at, by=school.world.analyst
        )  # fmt: skip


def _revoked(school: School) -> Iterator[datetime]:
    """Somebody else sat the test."""
    yield (at := school.now - timedelta(days=12))
    signed = Certificate.objects.filter(source_kind="module_attempt", letter__state="signed")
    if (certificate := signed.order_by("pk").first()) is not None:
        certifying.revoke(
            certificate=certificate, reason="Tes dikerjakan rekan kerjanya; diakui yang bersangkutan.",
            on=day(at), now=at, by=school.manager,
        )  # fmt: skip
