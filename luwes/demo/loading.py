"""Loads the made-up province by the ordinary doors: reference data, importers, accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from luwes.accounts import actions as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period
from luwes.demo import population
from luwes.demo.population.model import FORMED
from luwes.organisation.models import Agency, OrgUnit
from luwes.people import actions as people
from luwes.people.models import Employee
from luwes.places import actions as places
from luwes.places import sources
from luwes.staffing import telling

SEED = 20250221
PASSWORD = "luwes-contoh"
SINCE = Period(date(2024, 1, 1))
# Head of the region, seat and unit code on letters, by the agency's code.
LETTERHEADS = {
    "18": ("GUBERNUR LAMPUNG", "Bandar Lampung", "Jalan Wolter Monginsidi Nomor 69, Bandar Lampung", "VI.01"),
    "18.71": ("WALI KOTA BANDAR LAMPUNG", "Bandar Lampung", "Jalan Dr. Susilo Nomor 2, Bandar Lampung", "IV.71"),
    "18.01": ("BUPATI LAMPUNG SELATAN", "Kalianda", "Jalan Indra Bangsawan, Kalianda", "IV.01"),
    "18.09": ("BUPATI PESAWARAN", "Gedong Tataan", "Jalan Raya Kedondong, Gedong Tataan", "IV.09"),
}  # fmt: skip


@dataclass
class World:
    """The people of the story and the agencies they serve."""

    admin: User
    coordinator: User
    auditor: User
    analyst: User
    deciders: dict[int, User]
    agencies: dict[str, Agency]
    province: Agency
    people: int


def load(*, count: int, folder: Path, now: datetime, on: date) -> World:
    """Everything but the flood; `count` people."""
    admin = accounts.create_admin(
        username="admin", name="Pengelola Luwes", email="admin@contoh.invalid",
        password=PASSWORD, now=now, on=SINCE.start, is_demo=True,
    )  # fmt: skip
    analyst = _user("bkd", "Analis Kepegawaian", Role.STAFFING_ANALYST, EVERYWHERE, "", now, admin)
    places.import_areas(rows=sources.nusantara("18"))
    call_command("load_reference", by=analyst.username, stdout=StringIO())
    files = population.generate(count, SEED, folder)
    agencies = {f.code: _agency(f) for f in files.agencies}
    for f in files.agencies:
        _import(f, on)
    return _accounts(files, agencies, admin, analyst, now, on)


def known() -> World | None:
    """The made-up province that stands in the database already; None where there is none."""
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    agencies = {agency.code: agency for agency in Agency.objects.order_by("code")}
    if not {"admin", "bpbd", "inspektorat", "bkd"} <= users.keys() or "18" not in agencies:
        return None
    deciders = {a.pk: users[decider_of(code)] for code, a in agencies.items() if decider_of(code) in users}  # fmt: skip
    return World(
        users["admin"], users["bpbd"], users["inspektorat"], users["bkd"], deciders, agencies,
        agencies["18"], Employee.objects.filter(is_current=True).count(),
    )  # fmt: skip


def _agency(f: Any) -> Agency:
    head, seat, address, letter_code = LETTERHEADS.get(
        f.code, (f"KEPALA DAERAH {f.name.upper()}", f.name, "", f.code)
    )
    call_command(
        "set_agency", f.code, name=f.name, kind=f.kind, head_title=head, seat=seat, address=address,
        letter_code=letter_code, by="bkd", stdout=StringIO(),
    )  # fmt: skip
    return Agency.objects.get(code=f.code)


def _import(f: Any, on: date) -> None:
    """The five files of an agency through the five importers, as a clerk would bring them in."""
    for command, path, since in (
        ("import_units", f.units, FORMED), ("import_positions", f.positions, FORMED),
        ("import_staff", f.staff, on), ("import_presence", f.presence, SINCE.start),
        ("import_competencies", f.competencies, SINCE.start),
    ):  # fmt: skip
        quiet = {"stdout": StringIO(), "stderr": StringIO()}
        try:
            call_command(command, str(path), agency=f.code, on=since, by="bkd", **quiet)
        except SystemExit as stopped:
            told = "".join(stream.getvalue() for stream in quiet.values())
            raise CommandError(f"{command} {path.name}: {told}") from stopped


def _user(
    username: str, name: str, role: Role, scope: str, scope_id: str, now: datetime, by: User,
    *, password: str | None = PASSWORD,
) -> User:  # fmt: skip
    made = accounts.create_user(
        username=username, name=name, email=f"{username}@contoh.invalid", password=password, now=now,
        by=by, is_demo=True,
    )  # fmt: skip
    accounts.grant(
        user=made, role=role, scope_kind=scope, scope_id=scope_id, period=SINCE,
        reason="contoh", by=by,
    )  # fmt: skip
    return made


def _accounts(
    files: Any, agencies: dict[str, Agency], admin: User, analyst: User, now: datetime, on: date
) -> World:
    cast = population.cast(files)
    who = _named([cast["bpbd_coordinator"], *cast["sekda"].values()])
    nip = cast["bpbd_coordinator"]
    coordinator = _user(
        "bpbd", who.get(nip, "Koordinator BPBD"), Role.COORDINATOR, EVERYWHERE, "", now, admin
    )
    auditor = _user("inspektorat", "Pengawas Inspektorat", Role.AUDITOR, EVERYWHERE, "", now, admin)
    _link(coordinator, nip, analyst, on)
    deciders = {}
    for code, agency in agencies.items():
        name = decider_of(code)
        nip = cast["sekda"].get(code)
        known = who.get(nip, f"Sekda {agency.name}")
        user = _user(name, known, Role.APPROVER, "agency", str(agency.pk), now, admin)
        _link(user, nip, analyst, on)
        deciders[agency.pk] = user
    _unit_heads(cast["unit_heads"], admin, analyst, now, on)
    return World(
        admin, coordinator, auditor, analyst, deciders, agencies, agencies["18"],
        Employee.objects.filter(is_current=True).count(),
    )  # fmt: skip


def decider_of(agency_code: str) -> str:
    """The user name of who decides for this government."""
    return "sekda" if agency_code == "18" else f"sekda-{agency_code.replace('.', '')}"


def _named(nips: Iterable[str | None]) -> dict[str | None, str]:
    """The names of employees by NIP, for their accounts."""
    rows = Employee.objects.filter(nip__in=[nip for nip in nips if nip], is_current=True)
    return {employee.nip: employee.full_name for employee in rows}


def _link(user: User, nip: str | None, by: User, on: date) -> None:
    employee = Employee.objects.filter(nip=nip, is_current=True).first() if nip else None
    if employee:
        people.link_account(employee=employee, user=user, on=on, by=by)


def _unit_heads(heads: dict[str, str], admin: User, analyst: User, now: datetime, on: date) -> None:
    """An account for the heads of the first units; others get theirs when they are needed."""
    units = {unit.code: unit for unit in OrgUnit.objects.filter(code__in=list(heads))}
    first = sorted(heads.items())[:12]
    who = _named(nip for _code, nip in first)
    for number, (code, nip) in enumerate(first):
        user = _user(
            f"kepala{number + 1}", who.get(nip, f"Kepala unit {code}"), Role.UNIT_HEAD, "unit",
            str(units[code].pk), now, admin,
        )  # fmt: skip
        _link(user, nip, analyst, on)


def account_of(
    employee: Employee, world: World, now: datetime, on: date, *, username: str = ""
) -> User:
    """The person's own account, made when it is first needed; one with a user name can sign in."""
    if employee.user:
        return employee.user
    name = username or f"asn{employee.pk}"
    user = accounts.create_user(
        username=name, name=employee.full_name, email=f"{name}@contoh.invalid",
        password=PASSWORD if username else None, now=now, by=world.admin, is_demo=True,
    )  # fmt: skip
    people.link_account(employee=employee, user=user, on=on, by=world.analyst)
    return user


def post_officer(world: World, scope: str, scope_id: int, now: datetime) -> User:
    """Who keeps the roll at the posts of an incident; "pos" at those of the first."""
    taken = User.objects.filter(username__startswith="pos").count()
    name = f"pos{taken + 1}" if taken else "pos"
    return _user(name, "Petugas Pos", Role.POST_OFFICER, scope, str(scope_id), now, world.admin)


def head_of(unit_id: int, world: World, now: datetime, on: date) -> User:
    """Whoever heads this unit; a unit without an account for its head gets one, not to sign in with."""
    known = telling.heads_of([unit_id], on)
    if known:
        return next(iter(known.values()))[0]
    return _user(
        f"kepala-unit-{unit_id}", f"Kepala unit {unit_id}", Role.UNIT_HEAD, "unit", str(unit_id), now,
        world.admin, password=None,
    )  # fmt: skip
