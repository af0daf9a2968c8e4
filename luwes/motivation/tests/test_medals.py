"""Recognitions by law: what is read from files, BKD's archive, proposals, the list of a government."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import medals as deeds
from luwes.motivation.models import MedalRecord, ServiceBreak, ServiceCheck
from luwes.motivation.queries import medals as queries
from luwes.motivation.queries.medals import Wanted
from luwes.motivation.rules import medals as rules
from luwes.motivation.rules.medals import BreakKind, Judged
from luwes.motivation.tests.recognition_scene import NOW, TODAY, Scene, account
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing.models import Presence

pytestmark = pytest.mark.django_db
X, XX, XXX = "satya_10", "satya_20", "satya_30"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def judged_of(person: Employee, on: date) -> list[Judged]:
    return rules.judge_all(queries.services([person], on)[person.pk], on)


def nip(year: int, month: int, serial: int = 1) -> str:
    return f"19800412{year}{month:02}2{serial:03}"


def veteran(scene: Scene, year: int = 2016, month: int = 1, **values: object) -> Employee:
    n = Employee.objects.count()
    born = {"birth_date": date(1980, 4, 12), "nip": nip(year, month, n + 1)}
    return scene.person(**(born | values))  # type: ignore[arg-type]


def check(scene: Scene, person: Employee, *, joined: date | None = None, looked: bool = True) -> ServiceCheck:  # fmt: skip
    return deeds.check(
        employee=person, joined=joined, looked=looked, note="", on=TODAY, now=NOW, by=scene.manager
    )


def standings(person: Employee, on: date = TODAY) -> dict[str, str]:
    return {j.recognition.key: j.standing.value for j in judged_of(person, on)}


def listed(scene: Scene, medal: str = X, on: date = TODAY, *, fresh: bool = False, by: User | None = None) -> list[int]:  # fmt: skip
    reached = access.medal_people(by or scene.manager, on)
    found = queries.candidate_ids(reached, Wanted(medal, fresh=fresh), on)(0, 100)
    heads = {scene.head.pk, scene.chief.pk}  # the years of their numbers are made up
    return [pk for pk in found if pk not in heads]


# ── what files tell ──────────────────────────────────────────────────


def test_a_file_is_read_whole_in_few_queries(scene: Scene) -> None:
    people = [veteran(scene) for _n in range(3)]
    with CaptureQueriesContext(connection) as one:
        queries.services(people[:1], TODAY)
    with CaptureQueriesContext(connection) as three:
        found = queries.services(people, TODAY)
    assert len(one) == len(three) == 6
    file = found[people[0].pk]
    assert file.joined == date(2016, 1, 1)
    assert file.retires_on == date(2038, 5, 1)  # 58, the first of the next month
    assert standings(people[0]) == {X: "check", XX: "later", XXX: "barred", "disaster": "later"}


def test_the_archive_counts_once_bkd_has_looked_and_the_decree_before_the_nip(scene: Scene) -> None:
    person = veteran(scene)
    check(scene, person)
    assert standings(person)[X] == "ready"
    check(scene, person, joined=date(2016, 4, 1))
    assert standings(person)[X] == "later"
    check(scene, person, joined=date(2005, 4, 1), looked=False)
    assert standings(person)[XX] == "ready"  # looked through before
    assert Entry.objects.filter(deed="motivation.service_checked").count() == 3


@pytest.mark.parametrize("joined", [date(1990, 1, 1), TODAY + timedelta(days=1)])
def test_a_day_that_cannot_be_is_refused(scene: Scene, joined: date) -> None:
    with pytest.raises(Refused):
        check(scene, veteran(scene), joined=joined)


def test_unpaid_leave_known_to_luwes_and_breaks_of_the_archive_count_alike(scene: Scene) -> None:
    by_leave, by_archive = veteran(scene, 2010), veteran(scene, 2010)
    away = Period(date(2014, 1, 1), date(2016, 6, 1))
    a_leave(by_leave, away, kind=LeaveKind.UNPAID)
    a_leave(veteran(scene, 2010), away, kind=LeaveKind.LONG)  # breaks nothing
    found = deeds.Found(BreakKind.UNPAID, away, "KEP 1/2014")
    for _twice in range(2):
        deeds.add_break(employee=by_archive, found=found, on=TODAY, now=NOW, by=scene.manager)
    for person in (by_leave, by_archive):
        check(scene, person)
        [judged] = [j for j in judged_of(person, TODAY) if j.recognition.key == X]
        assert judged.on == date(2026, 6, 1)
    row = ServiceBreak.objects.get()
    with pytest.raises(Refused):
        deeds.remove_break(row=row, reason=" ", on=TODAY, by=scene.manager)
    deeds.remove_break(row=row, reason="Orang lain", on=TODAY, by=scene.manager)
    assert standings(by_archive)[X] == "ready"


def test_a_break_needs_its_letter_and_lies_in_the_service(scene: Scene) -> None:
    person = veteran(scene)
    for period, letter in (
        (Period(date(2017, 1, 1), date(2018, 1, 1)), " "),
        (Period(date(2015, 1, 1), date(2016, 1, 1)), "K/1"),
        (Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9)), "K/1"),
    ):
        found = deeds.Found(BreakKind.MEDIUM, period, letter)
        with pytest.raises(Refused):
            deeds.add_break(employee=person, found=found, on=TODAY, now=NOW, by=scene.manager)


def test_days_in_emergencies_count_from_the_first_check_in(scene: Scene) -> None:
    a, b, c = (veteran(scene) for _n in range(3))
    rows = scene.sent([a, b, c], Period(date(2026, 1, 1), date(2026, 3, 5)))  # 63 days
    rows += scene.sent([c], Period(date(2024, 1, 1), date(2024, 3, 10)), owner=2)  # too old
    for n, row in enumerate(rows):
        if row.employee == b:
            continue  # never came
        at = datetime(2026, 1, 6, 1, tzinfo=UTC) if row.employee == c else datetime(2026, 1, 1, 1, tzinfo=UTC)  # fmt: skip
        Presence.objects.create(
            assignment=row, kind="in", at=at, by=scene.manager, method="qr", key=uuid4()
        )
        assert n < 4
    assert queries.emergency_days([p.pk for p in (a, b, c)], TODAY) == {a.pk: 63, c.pk: 58}
    assert standings(a)["disaster"] == "ready"
    assert standings(c)["disaster"] == "later"
    assert listed(scene, "disaster") == [a.pk]


def test_parts_of_a_day_count_in_part_and_who_came_after_the_end_has_none(scene: Scene) -> None:
    a, b, c = (veteran(scene) for _n in range(3))
    rows = scene.sent([a, b, c], Period(date(2026, 1, 1), date(2026, 1, 21)))
    type(rows[0]).objects.filter(pk=rows[0].pk).update(load=60)
    rows += scene.sent([a], Period(date(2026, 2, 1), date(2026, 2, 21)), owner=2)
    beside = Period(date(2026, 1, 11), date(2026, 1, 31))
    type(rows[3]).objects.filter(pk=rows[3].pk).update(load=40, period=beside)
    for row in rows:
        came = date(2026, 1, 1) if row.employee != c else date(2026, 2, 1)  # c came after its end
        at = datetime(came.year, came.month, came.day, 1, tzinfo=UTC)
        Presence.objects.create(
            assignment=row, kind="in", at=at, by=scene.manager, method="qr", key=uuid4()
        )
    type(rows[1]).objects.filter(pk=rows[1].pk).update(load=50)
    assert queries.emergency_days([p.pk for p in (a, b, c)], TODAY) == {a.pk: 6 + 10 + 4, b.pk: 10}


# ── proposing ────────────────────────────────────────────────────────


def propose(scene: Scene, *people: Employee, medal: str = X, by: User | None = None) -> list[MedalRecord]:  # fmt: skip
    return deeds.propose(
        people=people, medal=medal, as_of=TODAY, on=TODAY, now=NOW, by=by or scene.manager
    )


def test_proposed_then_received_and_the_person_is_told(scene: Scene) -> None:
    person = veteran(scene)
    check(scene, person)
    assert len(propose(scene, person)) == 1
    assert propose(scene, person) == []  # a second press
    assert standings(person)[X] == "proposed"
    given = {"medal": X, "received_on": TODAY, "decree": "Keppres 85/TK/2026"}
    for _twice in range(2):
        deeds.receive(employee=person, **given, on=TODAY, now=NOW, by=scene.manager)  # type: ignore[arg-type]
    row = MedalRecord.objects.get()
    assert (row.state, row.proposed_on) == ("received", TODAY)
    assert standings(person)[X] == "received"
    told = Message.objects.filter(kind="motivation.medal", user=person.user).order_by("pk")
    assert [m.subject.split()[1] for m in told] == ["diusulkan", "menerima"]
    with pytest.raises(Refused, match="sudah dicatat"):
        deeds.receive(employee=person, **(given | {"decree": "Lain"}), on=TODAY, now=NOW, by=scene.manager)  # type: ignore[arg-type]  # fmt: skip
    deeds.drop(row=row, because="Salah orang", on=TODAY, now=NOW, by=scene.manager)
    assert standings(person)[X] == "ready"


def test_nobody_is_proposed_whom_something_stands_against_and_all_are_told_at_once(
    scene: Scene,
) -> None:
    unchecked, early, has_it = veteran(scene), veteran(scene, 2017), veteran(scene)
    for person in (early, has_it):
        check(scene, person)
    deeds.receive(employee=has_it, medal=X, received_on=TODAY, decree="K/1", on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    good = veteran(scene)
    check(scene, good)
    with pytest.raises(Refused) as refusal:
        propose(scene, unchecked, early, has_it, good)
    assert len(refusal.value.problems) == 3
    assert not MedalRecord.objects.filter(state="proposed").exists()


def test_nobody_keeps_the_own_archive_or_proposes_oneself(scene: Scene) -> None:
    file = an_employee("Analis Rekaan", agency=scene.agency, user=scene.manager)
    for by, person in ((scene.manager, file), (scene.signer, veteran(scene)), (a_user(), file)):
        with pytest.raises(PermissionDenied):
            deeds.check(
                employee=person, joined=None, looked=True, note="", on=TODAY, now=NOW, by=by
            )
        with pytest.raises(PermissionDenied):
            propose(scene, person, by=by)
        with pytest.raises(PermissionDenied):
            deeds.receive(employee=person, medal=X, received_on=TODAY, decree="K", on=TODAY, now=NOW, by=by)  # fmt: skip


def test_nobody_is_proposed_for_a_day_years_away(scene: Scene) -> None:
    person = veteran(scene, 2018)
    check(scene, person)
    with pytest.raises(Refused):
        deeds.propose(
            people=[person], medal=X, as_of=date(2028, 1, 1), on=TODAY, now=NOW, by=scene.manager
        )


# ── a whole government ───────────────────────────────────────────────


def test_the_list_holds_who_has_the_time_by_name(scene: Scene) -> None:
    zul = veteran(scene, name="Zul Rekaan")
    ani = veteran(scene, name="Ani Rekaan")
    veteran(scene, 2017)  # too early
    veteran(scene, employment="pppk", nip="198004122021211001")
    veteran(scene, legal_standing="4")
    veteran(scene, is_current=False)
    veteran(scene, nip="tidak tahu")
    older = veteran(scene, 2005)
    an_employee(nip=nip(2016, 1, 99), birth_date=date(1980, 4, 12))  # of another government
    assert listed(scene) == [ani.pk, zul.pk]
    assert listed(scene, XX) == [older.pk]
    assert listed(scene, fresh=True) == [ani.pk, zul.pk]
    assert listed(scene, XX, fresh=True) == []
    assert listed(scene, XX, on=date(2025, 6, 1), fresh=True) == [older.pk]
    everywhere = a_user(Role.STAFFING_ANALYST)
    assert len(listed(scene, by=everywhere)) == 3


def test_what_was_received_or_is_broken_leaves_the_list(scene: Scene) -> None:
    has_it, has_higher, broken, decreed = (veteran(scene) for _n in range(4))
    for person, medal in ((has_it, X), (has_higher, XX)):
        deeds.receive(employee=person, medal=medal, received_on=TODAY, decree="K", on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    a_leave(broken, Period(date(2018, 1, 1), date(2019, 1, 1)), kind=LeaveKind.UNPAID)
    check(scene, decreed, joined=date(2017, 1, 1))
    assert listed(scene) == []


@pytest.mark.parametrize("on", [date(2026, 2, 28), date(2026, 3, 1), date(2036, 2, 28), date(2036, 2, 29)])  # fmt: skip
def test_the_list_and_the_rule_agree_on_29_february(scene: Scene, on: date) -> None:
    person = veteran(scene, 2016, 2)
    check(scene, person, joined=date(2016, 2, 29))
    for medal in (X, XX):
        is_listed = person.pk in listed(scene, medal, on)
        [judged] = [j for j in judged_of(person, on) if j.recognition.key == medal]
        has_time = judged.standing.value in {"check", "ready"}
        assert is_listed == has_time


def test_the_list_asks_as_much_for_thirty_as_for_three(client: Client, scene: Scene) -> None:
    client.force_login(scene.manager)
    path = f"/penghargaan/tanda-jasa/calon/?per={TODAY}&semua=1"

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    for _n in range(3):
        veteran(scene)
    cost()
    few = cost()
    for _n in range(12):
        check(scene, veteran(scene))
    assert cost() == few <= 20


# ── pages ────────────────────────────────────────────────────────────


def test_bkd_checks_proposes_and_downloads(client: Client, scene: Scene) -> None:
    today = clock.today()
    person = veteran(scene, today.year - 10, 1, name="Sari Rekaan")
    client.force_login(scene.manager)
    page = client.get("/penghargaan/tanda-jasa/calon/").content.decode()
    assert "Sari Rekaan" in page
    assert "BKD memeriksa arsipnya" in page
    assert 'name="orang"' not in page
    filled = {"isi": "periksa", "periksa-looked": "on", "periksa-note": "Lengkap"}
    own = f"/penghargaan/tanda-jasa/pegawai/{person.pk}/"
    assert client.post(own, filled).status_code == 302
    assert client.post(own, {"isi": "putus"}).status_code == 422
    assert 'name="orang"' in client.get("/penghargaan/tanda-jasa/calon/").content.decode()
    client.post("/penghargaan/tanda-jasa/calon/usulkan/", {"orang": [person.pk, "x"]})
    assert MedalRecord.objects.get().state == "proposed"
    answer = client.get(f"/penghargaan/tanda-jasa/calon/unduh.xlsx?per={today}")
    rows = CalamineWorkbook.from_filelike(_file(answer)).get_sheet_by_index(0).to_python()  # fmt: skip
    assert [rows[0][0], rows[1][0], rows[1][8]] == ["Nama", "Sari Rekaan", "Diusulkan"]
    client.force_login(account(person))
    mine = client.get("/penghargaan/tanda-jasa/").content.decode()
    assert "Anda diusulkan" in mine
    part = client.get("/penghargaan/tanda-jasa/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert client.get("/penghargaan/tanda-jasa/calon/").status_code == 403
    assert client.get(own).status_code == 403


def _file(answer: object) -> io.BytesIO:

    return io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


def test_every_recognition_has_a_label_and_a_law() -> None:
    assert {row.key for row in rules.TABLE} == set(dict(MedalRecord._meta.get_field("medal").flatchoices))  # fmt: skip
    assert all(row.law for row in rules.TABLE)


def test_who_manages_opens_the_archive_from_the_person_and_searches_the_list(scene: Scene) -> None:
    person = scene.person("Wayan Sudarta", nip=nip(2014, 3))
    door = f'href="/penghargaan/tanda-jasa/pegawai/{person.pk}/"'
    profile = f"/pegawai/{person.pk}/"
    manager = signed_in(scene.manager)
    assert door in manager.get(profile).content.decode()
    assert door not in signed_in(account(scene.head)).get(profile).content.decode()
    people = access.medal_people(scene.manager, TODAY)
    for text in ("wayan", "sudarta way", person.nip, person.nip[:8]):
        assert person in queries.named(people, text), text
    for text in ("sudarsono", "9" * 18):
        assert not queries.named(people, text)
    for text in ("wayan", "100%", "x' OR", person.nip):
        found = manager.get("/penghargaan/tanda-jasa/calon/", {"q": text, "semua": "1"})
        assert found.status_code == 200
