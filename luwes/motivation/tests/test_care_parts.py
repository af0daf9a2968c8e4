"""What care adds to one's own year: the question, signals and days to recover; to nobody else's eyes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from luwes.core import clock
from luwes.motivation import mine_parts
from luwes.motivation.actions import pulsing
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import LoadSignal, RecoveryOffer
from luwes.motivation.panels import care as care_parts
from luwes.motivation.rules.pulse import week_of
from luwes.motivation.tests.caring import Office, account
from luwes.staffing.models import RestOwed
from luwes.ui import menu

pytestmark = pytest.mark.django_db
OURS = ("pulse", "load", "recovery")


def looking(office: Office, *, by_head: bool = False) -> Looking:
    person = office.person()
    on = clock.today()
    return Looking(person, on.year, on, office.head if by_head else account(person))


def drawn(look: Looking) -> dict[str, str]:
    request = RequestFactory().get("/")
    request.user = look.user
    found = {}
    for part in mine_parts.shown_parts(look, aside=True):
        if part.key in OURS:
            found[part.key] = render_to_string(part.template, {"v": part.values}, request)
    return found


def test_the_question_signals_and_days_stand_on_the_own_page() -> None:
    office = Office()
    look = looking(office)
    round = pulsing.open_round(agency=office.agency, week=week_of(look.on))
    assert round
    LoadSignal.objects.create(employee=look.employee, key="running", level="warn", figure=9, limit=6, since=look.on)  # fmt: skip
    row = office.duty(look.employee, look.on - timedelta(days=9), look.on - timedelta(days=1), state="completed")  # fmt: skip
    rest = RestOwed.objects.create(assignment=row, days=1, served_days=9, source="kebijakan", at=clock.now())  # fmt: skip
    RecoveryOffer.objects.create(rest=rest, employee=look.employee, days=1, until=look.on + timedelta(days=9), offered_at=clock.now())  # fmt: skip
    found = drawn(look)
    assert set(found) == set(OURS)
    assert round.question.words in found["pulse"]
    assert "9 hari, batasnya 6" in " ".join(found["load"].split())
    assert "Pilih 1 hari istirahat" in found["recovery"]
    pulsing.answer(round=round, value=3, on=look.on, by=account(look.employee))
    assert "sudah menjawab pekan ini" in drawn(look)["pulse"]


def test_a_superior_sees_none_of_them_on_the_portfolio() -> None:
    office = Office()
    pulsing.open_round(agency=office.agency, week=week_of(clock.today()))
    assert not drawn(looking(office, by_head=True))


def test_of_an_earlier_year_nothing_is_asked() -> None:
    office = Office()
    pulsing.open_round(agency=office.agency, week=week_of(clock.today()))
    look = looking(office)
    earlier = Looking(look.employee, look.year - 1, look.on, look.user)
    assert not drawn(earlier)


def test_each_part_takes_two_queries_at_most() -> None:
    office = Office()
    look = looking(office)
    pulsing.open_round(agency=office.agency, week=week_of(look.on))
    for read, most in ((care_parts.pulse, 2), (care_parts.load, 1), (care_parts.recovery, 1)):
        with CaptureQueriesContext(connection) as cost:
            read(look)
        assert len(cost) <= most


def test_no_page_of_one_s_own_leaves_the_menu_dark() -> None:
    own = next(entry for entry in menu.ENTRIES if entry.key == "performance")
    for name in (
        "own_plan",
        "evaluation",
        "own_load",
        "own_recovery",
        "pick_recovery",
        "answer_pulse",
    ):
        assert own.is_current(f"motivation:{name}")
    ours = [entry for entry in menu.ENTRIES if entry.url_name.startswith("motivation:")]
    assert len({(entry.section, entry.order) for entry in ours}) == len(ours)
