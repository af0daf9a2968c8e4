"""Whose answers count, what the page of those who manage services shows, and what everybody reads."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.motivation.models import Thanks
from luwes.organisation.tests.builders import a_user
from luwes.services import satisfaction
from luwes.services.actions import ending, rating
from luwes.services.documents import Checked
from luwes.services.models import Case, CaseEntry, FormDraft, Satisfaction, Service
from luwes.services.rules.satisfaction import Element, year_told
from luwes.services.tests.builders import NOW, TODAY, a_service, an_officer, filed
from luwes.services.tests.test_documents import a_picture

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
IN_MAY = datetime(2025, 5, 6, 3, 0, tzinfo=NOW.tzinfo)  # when the quarter of NOW is over


@pytest.fixture(autouse=True)
def that_day(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    clock.set_to(NOW)


def rated(service: Service, **scores: int) -> Case:
    """Written, closed and rated: 4 for every element but these."""
    case = filed(service).case
    assert case.officer
    assert case.officer.user
    by = case.officer.user
    ending.close(case=case, text="Beres.", files=[PHOTO], now=NOW, on=TODAY, by=by)
    given = dict.fromkeys(Element, 4) | {Element(key): score for key, score in scores.items()}
    rating.rate(case=case, scores=given, words="", now=NOW)
    return case


def by_the_desk(desk: Client, service: Service) -> None:
    """All of it through pages: written down, closed, and rated with the receipt's secret."""
    told = {"service": service.pk, "channel": "desk"}
    page = desk.post(reverse("services:file_for"), told, follow=True).redirect_chain[-1][0]
    key = page.split("/")[2]
    desk.post(page, {"j_uraian": "Mohon surat pindah."})
    desk.post(reverse("services:fill_page", args=[key, 2]), {"j_nama": "Warga Rekaan"})
    assert desk.post(reverse("services:fill_check", args=[key]), {"consent": "on"}).status_code == 302  # fmt: skip
    draft = FormDraft.objects.select_related("case").order_by("pk").last()
    assert draft
    assert draft.case
    photo = SimpleUploadedFile("a.jpg", a_picture(), "image/jpeg")
    seen = CaseEntry.objects.filter(case=draft.case).order_by("pk").last()
    assert seen
    deed = {"deed": "close", "text": "Selesai.", "files": photo, "seen": seen.pk}
    desk.post(reverse("services:case", args=[draft.case.pk]), deed)
    at = {"number": draft.case.number, "secret": draft.secret}
    citizen = Client()
    for name, values in (
        ("confirm", {}), ("rate", {element.value: "4" for element in Element}),
        ("thank", {"words": "Petugasnya hebat"}),
    ):  # fmt: skip
        assert citizen.post(reverse(f"services:{name}", kwargs=at), values).status_code == 302


def test_an_officer_who_writes_cases_down_does_not_rate_the_own_service() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    desk = signed_in(officer.user)
    for _ in range(5):
        by_the_desk(desk, service)
    assert Satisfaction.objects.count() == 5
    told = satisfaction.of_services([service], NOW - DAY, NOW + DAY)[0]
    assert (told.index.value, told.index.answers) == (None, 0)
    assert (told.served, told.by_desk) == (0, 5)
    assert not Thanks.objects.exists()
    shown = signed_in(a_user(Role.SERVICE_MANAGER)).get(reverse("services:satisfaction"))
    assert "5 perkara yang dicatat petugas untuk warga tidak dihitung" in shown.content.decode()


def test_a_colleagues_hand_does_not_help_either_and_citizens_still_count() -> None:
    service = a_service()
    one, other = an_officer(service.unit), an_officer(service.unit)
    for _ in range(5):
        rated(service, time=2)
    for by in (one, other) * 3:
        case = filed(service, by=by.user).case
        assert case.officer
        assert case.officer.user
        ending.close(case=case, text="x", files=[PHOTO], now=NOW, on=TODAY, by=case.officer.user)
        rating.rate(case=case, scores=dict.fromkeys(Element, 1), words="", now=NOW)
    told = satisfaction.of_services([service], NOW - DAY, NOW + DAY)[0]
    assert (told.index.answers, told.served, told.by_desk) == (5, 5, 6)
    assert told.index.means[Element.TIME] == 2
    assert told.index.means[Element.COST] == 4


def test_the_page_tells_each_element_and_no_weakest_where_all_are_alike() -> None:
    even, uneven = a_service(name="Rata"), a_service(name="Lambat")
    for service, low in ((even, {}), (uneven, {"time": 2, "cost": 2})):
        an_officer(service.unit)
        for _ in range(5):
            rated(service, **low)
    client = signed_in(a_user(Role.SERVICE_MANAGER))
    page = client.get(reverse("services:satisfaction"))
    rows = {told.name: (weakest, dict(elements)) for told, weakest, elements in page.context["rows"]}  # fmt: skip
    assert rows["Rata"][0] == ""
    assert len(rows["Rata"][1]) == len(Element)
    slow, means = rows["Lambat"]
    assert sorted(means.values())[:3] == [2, 2, 4]
    assert [name for name in means if name in slow] == [n for n, mean in means.items() if mean == 2]
    assert page.content.decode().count("<details") >= 2


def test_everybody_reads_the_index_once_the_quarter_is_over_and_never_of_a_few(
    client: Client,
) -> None:
    service = a_service()
    an_officer(service.unit)
    address = reverse("services:service", args=[service.slug])
    for _ in range(4):
        rated(service)
    clock.set_to(IN_MAY)
    assert "Indeks kepuasan masyarakat" not in client.get(address).content.decode()
    clock.set_to(NOW)
    for _ in range(3):
        rated(service)
    assert "Indeks kepuasan masyarakat" not in client.get(address).content.decode()
    clock.set_to(IN_MAY)
    shown = " ".join(client.get(address).content.decode().split())
    assert "<strong>100,00</strong>, mutu A, dari 5 jawaban (1 April 2024 s.d. 31 Maret 2025)" in shown  # fmt: skip


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2025, 1, 1), (date(2024, 1, 1), date(2025, 1, 1))),
        (date(2025, 3, 31), (date(2024, 1, 1), date(2025, 1, 1))),
        (date(2024, 2, 29), (date(2023, 1, 1), date(2024, 1, 1))),
        (date(2025, 12, 31), (date(2024, 10, 1), date(2025, 10, 1))),
    ],
)
def test_the_year_told_ends_with_a_quarter(on: date, told: tuple[date, date]) -> None:
    assert year_told(on) == told


def test_services_are_read_in_three_queries_however_many(
    django_assert_num_queries: object,
) -> None:
    services = [a_service(name=f"Layanan {n}") for n in range(4)]
    for service in services:
        an_officer(service.unit)
        rated(service)
    with django_assert_num_queries(3):  # type: ignore[operator]
        satisfaction.of_services(services, NOW - DAY, NOW + DAY)
