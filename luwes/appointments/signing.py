"""What letters and orders of a government share: the head over them, whom they name, who signs. Reads only."""

from collections.abc import Sequence
from datetime import date

from luwes.accounts.models import User
from luwes.appointments import queries
from luwes.appointments.models import Appointment
from luwes.letters.content import Letterhead, Person, Signatory
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.rules import full_title
from luwes.people.models import Employee


def posts_of(people: list[int], on: date) -> dict[int, str]:
    """The definitive post of each of these people, in words."""
    rows = Appointment.objects.filter(
        employee_id__in=people, kind="definitive", period__contains=on
    )
    told = rows.values_list("employee_id", "position__title__name", "position__title__career_level")
    return {person: full_title(name, level) for person, name, level in told}


def signatories_of(users: list[User], on: date) -> dict[int, Signatory]:
    """How these users sign, by id, with their own posts."""
    people = {e.user_id: e for e in Employee.objects.filter(user__in=users).order_by("pk")}
    posts = posts_of([e.pk for e in people.values()], on)
    return {user.pk: _signatory(user, people.get(user.pk), posts) for user in users}


def signatory_of(user: User, on: date) -> Signatory:
    return signatories_of([user], on)[user.pk]


def _signatory(user: User, person: Employee | None, posts: dict[int, str]) -> Signatory:
    if person is None:
        return Signatory(**{**nobody(), "name": user.name})
    title = posts.get(person.pk, "Pejabat yang Berwenang")
    return Signatory(
        on_behalf=[], title=title, name=person.full_name, rank=rank_of(person), nip=person.nip
    )


def for_head(signatory: Signatory, agency: Agency) -> Signatory:
    """The same, a.n. the head of the region."""
    head = [f"a.n. {agency.head_title}"] if agency.head_title else []
    return Signatory(**{**signatory, "on_behalf": head})


def rank_of(person: Employee) -> str:
    return f"{person.rank_title} ({person.grade})" if person.rank_title else person.grade


def nobody() -> Signatory:
    return Signatory(on_behalf=[], title="Pejabat yang Berwenang", name="", rank="", nip="")


def letterhead(agency: Agency) -> Letterhead:
    return Letterhead(
        government=f"PEMERINTAH {agency.name.upper()}".replace(
            "PEMERINTAH PEMERINTAH", "PEMERINTAH"
        ),
        agency="SEKRETARIAT DAERAH",
        address=[line for line in [agency.address] if line],
    )


def letterhead_of(unit: OrgUnit, on: date) -> Letterhead:
    """With the unit under its government; one that is no more as it was called last."""
    head, name = letterhead(unit.agency), organisation.last_names([unit.pk], on).get(unit.pk)
    return Letterhead(**{**head, "agency": name.upper()}) if name else head


def person(employee: Employee, position: str, unit: str) -> Person:
    return Person(
        name=employee.full_name, nip=employee.nip, rank=employee.rank_title, grade=employee.grade,
        position=position, unit=unit,
    )  # fmt: skip


def people_of(employees: Sequence[Employee], on: date) -> list[Person]:
    """Each with the post held on the day, in the same order."""
    posts = queries.posts([row.pk for row in employees], on)
    return [
        person(row, posts[row.pk].title, posts[row.pk].unit) if row.pk in posts else person(row, "", "")
        for row in employees
    ]  # fmt: skip
