"""The pages about posts and people, as somebody reads them who has chosen English."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.appointments.tests.moves.scene import Scene as Moves
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_group, a_minimum, a_proposal, a_user
from luwes.teamwork.tests.scene import NOW, Scene
from tests.browser.conftest import Visit
from tests.browser.test_candidates import a_vacancy
from tests.browser.test_forecast import a_department
from tests.browser.test_organisation import a_disaster_agency
from tests.browser.test_teamwork import offered

Enter = Callable[[User | None], Visit]
# Words of sentences that only Indonesian has; names of posts and units stay as they are.
ONLY_INDONESIAN = re.compile(
    r"\b(yang|atau|dari|untuk|dengan|belum|sudah|tidak|pada|orang|akan|hari ini|semua|sampai)\b"
)


@pytest.fixture
def read(visit: Enter) -> Callable[..., Visit]:
    """Opens a page in English, keeps its picture, and holds it to be in English altogether."""

    def enter(user: User | None, path: str, name: str, *typed: str) -> Visit:
        """`typed`: what people have written there, in whatever language."""
        window = visit(user)
        window.page.context.add_cookies(
            [{"name": "django_language", "value": "en", "url": window.site}]
        )
        page = window.open(path)
        window.look(f"en-{name}")
        assert page.locator("html").get_attribute("lang") == "en"
        text = page.locator("body").inner_text()
        for words in typed:
            text = text.replace(words, "")
        left = {text[max(0, m.start() - 40) : m.end() + 20] for m in ONLY_INDONESIAN.finditer(text)}
        assert not left, f"{name}: {left}"
        return window

    return enter


def analyst(agency_id: int) -> User:
    return a_user(
        Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency_id, name="Siti Analis"
    )


def test_the_forecast(read: Callable[..., Visit]) -> None:
    top = a_department()
    read(analyst(top.agency_id), "/proyeksi/", "proyeksi")


def test_the_candidates_of_a_post(read: Callable[..., Visit]) -> None:
    post = a_vacancy()
    user = analyst(post.unit.agency_id)
    read(user, f"/jabatan/{post.pk}/calon/", "calon")
    read(user, f"/jabatan/{post.pk}/", "jabatan")


def test_the_map_and_a_minimum_that_is_asked_for(read: Callable[..., Visit]) -> None:
    top = a_disaster_agency()
    user = analyst(top.agency_id)
    a_minimum(top, 2, group=a_group("perawat", "Perawat"))
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=top.pk, name="Bambang Sutejo")
    a_proposal(top, 45, by=head)
    read(user, f"/organisasi/?unit={top.pk}", "peta-jabatan")
    read(user, f"/organisasi/?unit={top.pk}&tampilan=tabel", "peta-tabel")
    read(user, f"/organisasi/{top.pk}/minimum/", "minimum")
    read(user, "/minimum/usulan/", "usulan-minimum")
    read(head, f"/organisasi/{top.pk}/minimum/baru/", "usulkan-minimum")


def test_a_request_to_move_people_and_its_step(read: Callable[..., Visit]) -> None:
    scene = Moves(today=clock.today(), now=clock.now())
    people = [scene.holder(scene.post(f"Kepala Seksi {n}"), f"Sutrisno {n}") for n in range(2)]
    a_leave(people[0], Period(scene.today - timedelta(days=2), scene.today + timedelta(days=3)))
    request = scene.rotate(
        *((person, scene.post(f"Kepala Subbagian {n}")) for n, person in enumerate(people)),
        on=scene.today - timedelta(days=9), late_reason="Decree received late",
    )  # fmt: skip
    read(scene.analyst, f"/mutasi/{request.pk}/", "mutasi")
    scene.submit(request)
    step = request.steps.order_by("order", "pk")[0]
    path = reverse("appointments:move_step", args=[step.pk])
    read(scene.head if step.unit_id else scene.analyst, path, "mutasi-langkah")


@pytest.fixture
def that_day() -> None:
    clock.set_to(NOW)


def test_a_team_and_an_opportunity(read: Callable[..., Visit], that_day: None) -> None:
    scene = Scene()
    offer = offered(scene)
    officer = scene.near.people[0].user
    read(officer, reverse("teamwork:opportunities"), "peluang-daftar")
    read(
        officer,
        reverse("teamwork:opportunity", args=[offer.pk]),
        "peluang",
        offer.does,
        offer.learning,
    )
    team = scene.team()
    read(scene.head, reverse("teamwork:teams"), "tim-daftar")
    read(scene.head, reverse("teamwork:team", args=[team.pk]), "tim")
    read(scene.head, reverse("teamwork:new_team"), "tim-baru")
