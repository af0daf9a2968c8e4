"""A site killed while a case comes in or is closed, a worker killed while people are told: all or nothing, and once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.tests.points import points
from luwes.notifications.models import Attempt, Message
from luwes.notifications.tests.builders import Gateway, a_gateway
from luwes.people.models import Employee
from luwes.services import messages
from luwes.services.actions import strays, talking
from luwes.services.actions.filing import Citizen, Where
from luwes.services.models import Case, CaseClock, CaseEntry, CaseFile, DraftFile, FormDraft
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import a_service, a_subject, an_officer, filed
from luwes.services.tests.test_filling import GOOD, a_form, begun, key_of
from tests.faults.killing import killed_at, pressed, restart, unfinished, work

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = -9
SPOT = Where(point=Point(-5.36, 105.28))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "lubang.png"
    Image.new("RGB", (20, 20), "red").save(path)
    return path


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with a_gateway(settings) as it:
        yield it


def kept() -> list[Path]:
    """Files on the disk that a row names."""
    rows = [*CaseFile.objects.order_by("pk"), *DraftFile.objects.order_by("pk")]
    return [Path(settings.MEDIA_ROOT) / row.file.name for row in rows]


def no_file_is_left() -> None:
    """On the disk lies what a row names, and after the night nothing else."""
    strays.drop(now=clock.now() + timedelta(days=2))
    there = (Path(settings.MEDIA_ROOT) / strays.FOLDER).rglob("*")
    assert {path for path in there if path.is_file()} == set(kept())


def whole_or_not_there() -> None:
    """A case has its number, its secret at the draft, its clocks, its officer and its file; or there is none."""
    draft = FormDraft.objects.get()
    if draft.case is None:
        rows = (Case, CaseEntry, CaseFile, CaseClock, Message)
        assert [model.objects.count() for model in rows] == [0] * len(rows)
    else:
        case = draft.case
        assert (case.state, bool(case.number), bool(draft.secret)) == ("assigned", True, True)
        assert (case.files.count(), case.clocks.count()) == (1, 2)
        assert draft.files.count() == 0
    assert all(path.stat().st_size for path in kept())


@pytest.mark.parametrize("point", points("filing"))
def test_a_site_killed_while_a_case_comes_in_has_it_whole_or_not_at_all_and_never_twice(
    point: str, photo: Path
) -> None:
    service = a_service()
    an_officer(service.unit)
    a_form(service)
    page = begun(Client(), service)
    check = reverse("services:fill_check", args=[key_of(page)])
    killed = 0
    for path, typed, files in (
        (page, GOOD, {"j_foto": photo}),
        (page.replace("/1/", "/2/"), {}, {}),
        (check, {"consent": "on"}, {}),
    ):
        if pressed(path, typed, files, fault=point) == KILLED:
            killed += 1
            whole_or_not_there()
            assert pressed(path, typed, files) == 3
    assert killed == 1
    assert pressed(check, {"consent": "on"}, {}) == 3  # once more, from another window
    case = Case.objects.get()
    assert FormDraft.objects.get().case == case
    whole_or_not_there()
    no_file_is_left()
    restart()
    assert unfinished() == []
    assert Message.objects.filter(kind="services.given").count() == 1


@pytest.mark.parametrize("point", points("closing"))
def test_a_site_killed_while_a_case_is_closed_leaves_it_open_or_closed_with_its_evidence(
    point: str, photo: Path
) -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service, now=clock.now()).case
    browser = signed_in(officer.user)
    cookies = {name: one.value for name, one in browser.cookies.items()}
    last = case.entries.order_by("-pk").values_list("pk", flat=True)[0]
    typed = {"deed": "close", "text": "Sudah selesai.", "seen": str(last)}
    path = reverse("services:case", args=[case.pk])
    assert pressed(path, typed, {"files": photo}, cookies=cookies, fault=point) == KILLED
    _closed_with_all_or_open(case)
    assert pressed(path, typed, {"files": photo}, cookies=cookies) == 3
    _closed_with_all_or_open(case)
    assert case.state == "closed"
    no_file_is_left()


def _closed_with_all_or_open(case: Case) -> None:
    case.refresh_from_db()
    is_closed = case.state == "closed"
    assert case.entries.filter(kind="closed").count() == is_closed
    assert case.files.filter(by_citizen=False).count() == is_closed
    assert Message.objects.filter(kind=messages.NEWS).count() == is_closed
    assert {clock.met_at is None for clock in case.clocks.all()} == {not is_closed}
    assert all(path.stat().st_size for path in kept())


@pytest.mark.parametrize(
    "point", [*points("following"), *(f"{p}:2" for p in points("notifications"))]
)
def test_a_worker_killed_while_telling_those_who_follow_tells_each_of_them(
    point: str, gateway: Gateway
) -> None:
    """So many that a job tells them; what the gateway had taken already comes again under the same reference."""
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    case = _followed(officer, service)
    talking.answer(case=case, text="Besok.", now=clock.now(), on=clock.today(), by=officer.user)
    killed_at(point)
    restart()
    work()
    news = Message.objects.filter(kind=messages.NEWS)
    assert news.count() == messages.AT_ONCE + 1
    outside = Attempt.objects.filter(message__in=news)
    assert set(outside.values_list("state", flat=True)) == {"sent"}
    assert len(set(gateway.references)) == messages.AT_ONCE + 1
    assert unfinished() == []


def _followed(officer: Employee, service: Any) -> Case:
    """With as many reports of the same hole as are told in a job."""
    now = clock.now()
    for n in range(messages.AT_ONCE + 1):
        filed(service, where=SPOT, citizen=Citizen(phone=f"0812000000{n:02}"), now=now)
    case = Case.objects.get(head=None)
    assert case.officer == officer
    return case
