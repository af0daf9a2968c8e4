"""The joint team: places and who serves there, whom partners sent, and the plan under way."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import (
    ConflictDeclaration,
    PartnerMember,
    Programme,
    ProgrammePartner,
    ProgrammeSeat,
)
from luwes.collaboration.owning import PROGRAMME, interested
from luwes.collaboration.rules.states import ConflictAnswer
from luwes.staffing import queries as staffing
from luwes.staffing.models import FILLING, Assignment, Need, Plan


@dataclass(frozen=True)
class Serving:
    """Somebody in a place; `care`: how an interest of theirs is kept in check; both for who leads."""

    assignment: Assignment
    is_barred: bool
    care: str


@dataclass(frozen=True)
class Seat:
    row: ProgrammeSeat
    serving: list[Serving]

    @property
    def need(self) -> Need:
        return self.row.need

    @property
    def open(self) -> int:
        return max(0, self.need.desired - len(self.serving))


def seats(programme: Programme) -> list[Seat]:
    rows = ProgrammeSeat.objects.filter(programme=programme, need__is_cancelled=False)
    rows = rows.select_related("need__area", "programme__unit")
    rows = rows.prefetch_related("need__skills__competency")
    found = list(rows.order_by("need__period", "need__role", "pk"))
    people = _serving(programme, found)
    return [Seat(row, people[row.need_id]) for row in found]


def _serving(programme: Programme, rows: list[ProgrammeSeat]) -> dict[int, list[Serving]]:
    needs = [row.need_id for row in rows]
    orders = Assignment.objects.filter(FILLING, need_id__in=needs)
    orders = orders.select_related("employee__agency").order_by("employee__name", "pk")
    out = interested(programme.pk, programme.period)
    cares = _cares(programme)
    found: dict[int, list[Serving]] = defaultdict(list)
    for row in orders:
        who = row.employee_id
        found[row.need_id].append(Serving(row, who in out, cares.get(who, "")))
    return found


def _cares(programme: Programme) -> dict[int, str]:
    rows = ConflictDeclaration.objects.filter(
        access.in_partners(access.partner_ids(programme.pk)),
        answer=ConflictAnswer.WITH_CARE.value, period__overlap=programme.period,
    )  # fmt: skip
    return dict(rows.order_by("pk").values_list("employee_id", "care"))


@dataclass(frozen=True)
class Sent:
    """A partner with its people; the reader may name more of them."""

    joined: ProgrammePartner
    members: list[PartnerMember]
    may_name: bool


def sent(programme: Programme, user: User, on: date) -> list[Sent]:
    manages = access.can_manage(user, programme, on)
    own = access.represented(user, on)
    rows = programme.partners.select_related("partner", "programme__unit")
    members: dict[int, list[PartnerMember]] = defaultdict(list)
    people = PartnerMember.objects.filter(partner__programme=programme, period__endswith__gt=on)
    people = people | PartnerMember.objects.filter(
        partner__programme=programme, period__endswith=None
    )
    for member in people.order_by("name", "pk"):
        members[member.partner_id].append(member)
    return [
        Sent(row, members[row.pk], manages or row.partner_id in own)
        for row in rows.order_by("partner__name", "pk")
    ]


def plan_of(programme_id: int) -> Plan | None:
    """The plan under way, else the last one."""
    running = staffing.under_way(PROGRAMME, programme_id)
    return running or staffing.plans_of(PROGRAMME, programme_id).first()
