"""Half a year with a company and a university, by the actions that pages use."""

from datetime import date, datetime

from luwes.accounts import actions as accounts
from luwes.accounts.rules import Role
from luwes.appointments.queries import definitive
from luwes.collaboration.actions import claims, reminding
from luwes.collaboration.models import Agreement, Claim, Partner
from luwes.core import clock
from luwes.demo import loading, mending
from luwes.demo.agreeing import Cast, Days, Making
from luwes.organisation import queries as organisation
from luwes.organisation.models import OrgUnit
from luwes.people import actions as people
from luwes.people.models import Employee


def load(world: loading.World, now: datetime, on: date) -> dict[str, int]:
    """Both partners from the first line on; the clock follows and is set back at the end."""
    before = clock.now()
    days = Days(now, on)
    cast = _cast(world, days)
    making = Making(cast, days)
    contract = making.of_company()
    looking = making.of_university()
    mending.road(cast, days, contract)
    mending.quality(cast, days, looking)
    making.owed(contract)
    making.renewed(looking)
    mending.interest(world, cast, days, contract.partner)
    clock.set_to(before)
    claims.remind(now=now)
    reminding.remind_of_papers(on=on, now=now)
    reminding.remind_of_agreements(on=on, now=now)
    reminding.remind_of_obligations(on=on, now=now)
    return {
        "partners": Partner.objects.count(),
        "agreements": Agreement.objects.count(),
        "claims": Claim.objects.count(),
    }


def _cast(world: loading.World, days: Days) -> Cast:
    unit = _roads_office(world, days.today)
    province = str(world.province.pk)
    leads = _leads(unit, days)
    lead = loading._user("program", leads.full_name if leads else "Pengelola Program BERKIBAR", Role.PROGRAMME_LEAD, "unit", str(unit.pk), days.now, world.admin)  # fmt: skip
    if leads:
        people.link_account(employee=leads, user=lead, on=days.today, by=world.analyst)
    secretary = loading._user("tkksd", "Sekretariat TKKSD", Role.COOPERATION_OFFICER, "agency", province, days.now, world.admin)  # fmt: skip
    cast = Cast(unit, lead, secretary, world.deciders[world.province.pk])
    for username, name in (("mitra", "Dewi Lestari (contoh)"), ("mitra2", "Agus Salim (contoh)")):
        user = accounts.create_user(
            username=username, name=name, email=f"{username}@contoh.invalid",
            password=loading.PASSWORD, now=days.now, by=world.admin, is_demo=True,
        )  # fmt: skip
        cast.speakers[len(cast.speakers)] = user
    return cast


def _leads(unit: OrgUnit, days: Days) -> Employee | None:
    """Somebody of the office who was there all the time: what comes of it counts for a person."""
    then = definitive(days.day(-180)).values("employee_id")
    rows = definitive(days.today).filter(
        unit_id__in=organisation.subtree_ids([unit.pk], days.today), position__single_holder=False
    )
    rows = rows.filter(employee__in=then, employee__user=None, employee__is_current=True)
    row = rows.select_related("employee").order_by("employee_id").first()
    return row.employee if row else None


def _roads_office(world: loading.World, on: date) -> OrgUnit:
    """The province's; in a very small world the first unit that it has."""
    units = OrgUnit.objects.filter(agency=world.province, shapes__period__contains=on)
    named = units.filter(shapes__name__icontains="Pekerjaan Umum").order_by("pk").first()
    found = named or units.order_by("pk").first()
    assert found is not None
    return found
