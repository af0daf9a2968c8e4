"""A module with pages and a bank, and somebody who learns it."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.learning.models import Module, ModulePage, ModuleVersion, Question, Study
from luwes.organisation.models import Competency, OrgUnit
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

NOW = datetime(2025, 2, 18, 3, 0, tzinfo=UTC)  # Tuesday, 10.00 WIB
TODAY = date(2025, 2, 18)
_next = count(1)

# What no learner may read before handing in; each stands in one place alone.
SECRETS = ("karena-rahasia", "kata-kunci", "4711")


def a_module(
    unit: OrgUnit | None = None, *, title: str = "Bekerja dengan tenang", pages: int = 3,
    state: str = "published", competency: Competency | None = None, level: int = 2,
    valid_months: int | None = None, by: User | None = None, **version: Any,
) -> Module:  # fmt: skip
    """In force, with a question of each kind, all of which are drawn."""
    unit = unit or a_unit("Badan Pengembangan Sumber Daya Manusia")
    by = by or a_user()
    module = Module.objects.create(
        agency=unit.agency, unit=unit, slug=f"modul-{next(_next)}", made_at=NOW, made_by=by,
        competency=competency or a_competency(), level=level, valid_months=valid_months,
    )  # fmt: skip
    a_version(module, title=title, pages=pages, state=state, by=by, **version)
    return module


def a_version(
    module: Module, *, title: str = "Bekerja dengan tenang", pages: int = 3, state: str = "draft",
    number: int = 1, by: User | None = None, **values: Any,
) -> ModuleVersion:  # fmt: skip
    by = by or module.made_by
    published = {"published_at": NOW, "published_by": by} if state != "draft" else {}
    version = ModuleVersion.objects.create(
        module=module, number=number, state=state, title=title, summary="Ringkasan modul.",
        made_at=NOW, made_by=by, **({"drawn": 4} | published | values),
    )  # fmt: skip
    for n in range(pages):
        ModulePage.objects.create(version=version, place=n, title=f"Halaman {n + 1}", text=f"Isi **{n + 1}**.")  # fmt: skip
    a_bank(version)
    return version


def a_bank(version: ModuleVersion) -> None:
    """One of each kind."""
    one = {"version": version, "why": SECRETS[0]}
    Question.objects.create(
        kind="single", text="Mana yang biru?", options=["laut", "api", "tanah"], right=[0], **one
    )
    Question.objects.create(
        kind="multiple", text="Mana yang buah?", options=["pisang", "duku", "batu"], right=[0, 1], **one
    )  # fmt: skip
    Question.objects.create(kind="number", text="Berapa banyak?", number=4711, tolerance=1, **one)
    Question.objects.create(kind="short", text="Apa katanya?", words="kata-kunci\nkunci", **one)


def a_learner(unit: OrgUnit | None = None, name: str = "") -> Employee:
    """Somebody with an account and a file."""
    agency = {"agency": unit.agency} if unit else {}
    return an_employee(name, user=a_user(), **agency)


def a_manager(unit: OrgUnit) -> User:
    return a_user(Role.TRAINING_MANAGER, scope_kind="unit", scope_id=unit.pk)


def a_study(employee: Employee, module: Module, *, page: int = 0) -> Study:
    version = module.versions.get(state="published")
    return Study.objects.create(
        employee=employee, version=version, page=page, began_at=NOW, seen_at=NOW
    )
