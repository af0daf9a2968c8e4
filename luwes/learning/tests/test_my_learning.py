"""The page of what somebody learns: what stands where on it, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.accounts.tests.builders import signed_in
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.learning.models import LearningHours
from luwes.learning.queries import studying
from luwes.learning.tests.builders import NOW, TODAY, a_learner, a_module, a_study
from luwes.organisation.models import OrgUnit, PositionRequirement
from luwes.organisation.tests.builders import a_competency, a_position, a_unit, an_area
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record
from luwes.services.tests.builders import a_service
from luwes.staffing.models import Need, NeedSkill, NeedTemplate, TemplateRole, TemplateSkill

pytestmark = pytest.mark.django_db


def an_officer(unit: OrgUnit) -> Employee:
    """With a gap against the own post, against the unit's service, and emergencies; another government has an open need."""
    post = a_position(unit=unit)
    PositionRequirement.objects.create(position=post, competency=a_competency(), level=3)
    person = a_learner(unit)
    an_appointment(person, post)
    a_record(person, a_competency(), level=1, period=Period(date(2019, 1, 1)))
    a_record(person, a_competency(), level=2, period=Period(date(2020, 1, 1)))
    a_service(unit, name="Aduan", skills={a_competency("radio", "Radio"): 1})
    template = NeedTemplate.objects.create(code="banjir", name="Banjir")
    role = TemplateRole.objects.create(
        template=template, role="Juru mudi", basis="boats", tier=1, times=1, source="uji"
    )
    TemplateSkill.objects.create(role=role, competency=a_competency("perahu", "Perahu"), level=2)
    need = Need.objects.create(
        owner_kind="incident", owner_id=1, role="Perawat", area=an_area(), post="Pos",
        period=Period(TODAY), minimum=1, desired=1, tier=1,
    )  # fmt: skip
    NeedSkill.objects.create(need=need, competency=a_competency("luka", "Luka"), level=2)
    return person


def learnt(person: Employee, unit: OrgUnit, name: str) -> None:
    """A module under way, one passed, one that helps the post, one that nobody asks, and hours."""
    other = a_competency(f"lain-{name}", f"Lain {name}")
    a_study(person, a_module(unit, title=f"Berjalan {name}", competency=other), page=1)
    passed = a_study(person, a_module(unit, title=f"Lulus {name}", competency=other), page=3)
    passed.passed_at = NOW
    passed.save()
    a_module(unit, title=f"Menolong {name}", level=3)
    a_module(unit, title=f"Lain {name}", competency=other, pages=0)
    LearningHours.objects.create(
        employee=person, on=TODAY, minutes=45, method="class", words=name, source_kind="uji",
        source_id=name,
    )  # fmt: skip


def test_the_page_asks_few_queries_however_much_one_learns() -> None:
    clock.set_to(NOW)
    unit = a_unit("BPBD")
    person = an_officer(unit)
    client = signed_in(person.user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/belajar/").content.decode()
        assert "tingkat 2 dari 3" in page
        return len(asked)

    learnt(person, unit, "A")
    client.get("/belajar/")
    few = cost()
    for name in "BCD":
        learnt(person, unit, name)
    assert cost() == few <= 14


def test_modules_stand_where_the_learner_looks_for_them() -> None:
    unit = a_unit("BPBD")
    person = an_officer(unit)
    learnt(person, unit, "A")
    assert person.user
    shelf = studying.shelf(person.user, person, TODAY)
    told = [
        [(row.version.title, row.read, row.pages) for row in rows]
        for rows in (shelf.going, shelf.needed, shelf.others, shelf.done)
    ]
    assert told == [
        [("Berjalan A", 1, 3)], [("Menolong A", 0, 3)], [("Lain A", 0, 0)], [("Lulus A", 3, 3)],
    ]  # fmt: skip
    asked = {gap.competency.name: (gap.level, gap.asked, gap.why) for gap in shelf.gaps}
    assert asked == {
        "Pertolongan pertama": (2, 3, ""), "Radio": (0, 1, "Aduan"), "Perahu": (0, 2, "Juru mudi"),
    }  # fmt: skip
