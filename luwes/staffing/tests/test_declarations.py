"""Who asks not to be sent is left out, and nobody but the person and the planner learns why."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee, PrivateReading
from luwes.staffing import intake, owners, queries, rules
from luwes.staffing.actions import changes, issue, plans
from luwes.staffing.actions import declarations as actions
from luwes.staffing.models import Assignment, Plan, PlanLine, SafetyDeclaration
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db

Safety = rules.Safety
SECRETS = ("hamil", "pregnant", "menyusui", "pagi saja")


def declare(person: Employee, **values: Any) -> SafetyDeclaration:
    told = {
        "kinds": [Safety.PREGNANT], "last_day": TODAY + timedelta(days=90), "volunteers": False,
        "accepts": "", "now": NOW, "on": TODAY, "by": person.user,
    }  # fmt: skip
    return actions.declare(employee=person, **(told | values))


@pytest.fixture
def scene() -> Scene:
    made = a_scene()
    made.people(made.unit(), 2)
    made.need(minimum=1)
    return made


def state_of(scene: Scene, person: Employee) -> int:
    needs = list(queries.needs_with_terms())
    owner = owners.owner_of("incident", scene.incident.pk)
    found = intake.freeze(owner, needs, {n.pk: (1, 1) for n in needs}, on=TODAY).instance.people
    return int(found.state[list(found.id).index(str(person.pk))])


def test_who_declares_stays_at_home_and_a_volunteer_does_not(scene: Scene) -> None:
    one, two = Employee.objects.order_by("pk")
    declare(one)
    declare(two, volunteers=True, accepts="Pagi saja")
    assert (state_of(scene, one), state_of(scene, two)) == (1, 0)  # home_only, available
    SafetyDeclaration.objects.filter(employee=one).update(last_day=TODAY)
    assert state_of(scene, one) == 0  # over before the duty begins


def test_what_is_stated_is_sealed_erasable_and_only_ones_own(scene: Scene) -> None:
    person = Employee.objects.order_by("pk").first()
    assert person
    declare(person, volunteers=True, accepts="Pagi saja")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM staffing_safetydeclaration")
        stored = str(cursor.fetchall()).lower()
    assert not any(word in stored for word in SECRETS)
    for by in (scene.coordinator, scene.analyst, a_user(Role.UNIT_HEAD)):
        with pytest.raises(PermissionDenied):
            declare(person, by=by)
        with pytest.raises(PermissionDenied):
            actions.erase(employee=person, by=by)
    assert person.user
    actions.erase(employee=person, by=person.user)
    assert not SafetyDeclaration.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kinds": []}, "paling sedikit satu"),
        ({"last_day": date(2024, 1, 1)}, "setahun lagi"),
        ({"last_day": date(2027, 1, 1)}, "setahun lagi"),
        ({"volunteers": True, "accepts": "  "}, "Anda sanggupi"),
    ],
)
def test_what_makes_no_sense_is_refused(scene: Scene, values: Any, words: str) -> None:
    person = Employee.objects.order_by("pk").first()
    assert person
    with pytest.raises(Refused, match=words):
        declare(person, **values)


def everything_told() -> str:
    """All that is kept for others to read: log, messages, letters, row history, plans."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")  # fmt: skip
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found).lower()


def test_on_duty_the_order_ends_the_coordinator_hears_and_nobody_learns_why(scene: Scene) -> None:
    scene.issued()
    row = Assignment.objects.get()
    declare(row.employee, kinds=[Safety.NURSING])
    row.refresh_from_db()
    assert (row.state, row.answer_reason) == ("withdrawn", rules.HINDERED)
    assert row.letter
    assert Letter.objects.get(pk=row.letter.pk).state == "withdrawn"
    message = Message.objects.get(kind="staffing.cannot_go")
    assert message.user == scene.coordinator
    assert "tidak dapat bertugas" in message.subject
    told = everything_told()
    assert "nursing" not in told
    assert "menyusui" not in told
    assert not Entry.objects.filter(deed__contains="safety").exists()


def test_a_refill_sends_somebody_else(scene: Scene) -> None:
    scene.issued()
    first = Assignment.objects.get()
    declare(first.employee)
    again = plans.make(
        owner_kind="incident", owner_id=scene.incident.pk, refills=Plan.objects.get(), now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    plans.solve(plan_id=again.pk, now=NOW, on=TODAY)
    line = PlanLine.objects.get(plan=again)
    assert line.employee != first.employee


def test_under_a_plan_on_its_way_the_maker_hears_and_the_person_is_left_out() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 3)
    scene.need(minimum=2)
    plan = scene.approved()
    person = plan.lines.order_by("pk")[0].employee
    declare(person)
    assert Message.objects.filter(kind="staffing.cannot_go", user=scene.coordinator).count() == 1
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "issued", plan.returned_because
    assert person.pk not in plan.assignments.values_list("employee", flat=True)
    (dropped,) = plan.result["dropped"]
    assert dropped["why"] == "tidak dapat ditugaskan (pernyataan sendiri)"


def test_a_volunteer_goes_on_serving_and_nobody_is_told(scene: Scene) -> None:
    scene.issued()
    row = Assignment.objects.get()
    declare(row.employee, volunteers=True, accepts="Pagi saja")
    row.refresh_from_db()
    assert row.state == "ordered"
    assert not Message.objects.filter(kind="staffing.cannot_go").exists()


def test_nobody_stays_longer_against_their_own_statement(scene: Scene) -> None:
    scene.issued()
    rows = scene.serving(Plan.objects.get())
    SafetyDeclaration.objects.create(
        employee=rows[0].employee, kinds="ill", last_day=DUTY.end, at=NOW
    )
    with pytest.raises(Refused, match="pernyataan sendiri"):
        changes.amend(
            assignments=rows, last_day=date(2025, 3, 6), reason="x", now=NOW, on=TODAY,
            by=scene.coordinator,
        )  # fmt: skip


# ── who reads what ───────────────────────────────────────────────────


@pytest.fixture
def flood() -> Flood:
    return Flood()


def stated(flood: Flood) -> Employee:
    assert flood.incident
    person = flood.a_person("Rina Oktaviani")
    declare(person, on=flood.today, last_day=flood.today + timedelta(days=60), volunteers=True, accepts="Pagi saja")  # fmt: skip
    return person


READERS: dict[str, tuple[Role | None, int]] = {
    "coordinator": (Role.COORDINATOR, 200), "unit_head": (Role.UNIT_HEAD, 403),
    "staffing_analyst": (Role.STAFFING_ANALYST, 403), "approver": (Role.APPROVER, 403),
    "auditor": (Role.AUDITOR, 403), "administrator": (Role.ADMINISTRATOR, 403),
    "post_officer": (Role.POST_OFFICER, 403), "nobody": (None, 403),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_only_who_plans_reads_it_and_that_is_on_record(flood: Flood, client: Any, name: str) -> None:  # fmt: skip
    role, status = READERS[name]
    person = stated(flood)
    reader: User = a_user(role) if role else a_user()
    client.force_login(reader)
    page = reverse("staffing:safety", args=[person.pk])
    first = client.get(page)
    assert first.status_code == status
    assert not any(word in first.content.decode().lower() for word in SECRETS)
    assert not PrivateReading.objects.exists()
    read = client.post(page, {"what": "menyusun rencana"})
    assert read.status_code == status
    if status == 200:
        assert "Hamil" in read.content.decode()
        assert PrivateReading.objects.get().what == "menyusun rencana"
        assert read["Cache-Control"].count("no-store") == 1
    else:
        assert "Hamil" not in read.content.decode()
        assert not PrivateReading.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.COORDINATOR])
def test_the_file_of_a_person_tells_nobody(flood: Flood, client: Any, role: Role) -> None:
    person = stated(flood)
    client.force_login(a_user(role))
    text = client.get(reverse("people:profile", args=[person.pk])).content.decode().lower()
    assert not any(word in text for word in SECRETS)


def test_a_planner_elsewhere_reads_nothing(flood: Flood, client: Any) -> None:
    person = stated(flood)
    client.force_login(a_user(Role.COORDINATOR, scope_kind="incident", scope_id=0))
    assert client.post(reverse("staffing:safety", args=[person.pk]), {"what": "x"}).status_code == 403  # fmt: skip


def test_a_reading_without_a_purpose_shows_nothing(flood: Flood, client: Any) -> None:
    person = stated(flood)
    client.force_login(flood.coordinator)
    answer = client.post(reverse("staffing:safety", args=[person.pk]), {"what": ""})
    assert answer.status_code == 422
    assert "Hamil" not in answer.content.decode()


def test_the_person_writes_changes_and_erases_it_on_a_page(flood: Flood, client: Any) -> None:
    assert flood.incident
    person = flood.a_person()
    client.force_login(person.user)
    page = reverse("staffing:safety", args=[person.pk])
    day = (flood.today + timedelta(days=30)).isoformat()
    assert client.post(page, {"last_day": day}).status_code == 422
    assert client.post(page, {"kinds": ["ill", "carer"], "last_day": day}).status_code == 302
    text = client.get(page).content.decode()
    assert "Sakit atau dalam perawatan" in text
    assert client.post(page, {"erase": "1"}).status_code == 302
    assert not SafetyDeclaration.objects.exists()
    assert not PrivateReading.objects.exists()


def test_an_explanation_says_the_same_of_every_own_statement(scene: Scene, client: Any) -> None:
    one, two = Employee.objects.order_by("pk")
    declare(one)
    Employee.objects.filter(pk=two.pk).update(deployability="home_only")
    plan = scene.drafted()
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    client.force_login(scene.coordinator)
    need = queries.any_need().get()
    for person in (one, two):
        page = client.get(reverse("staffing:why_not", args=[plan.pk, need.pk]), {"orang": person.pk})  # fmt: skip
        assert "Tidak dapat ditugaskan (pernyataan sendiri)." in page.content.decode()
        assert "hamil" not in page.content.decode().lower()
