"""*Kinerja saya*, the portfolio and the list of evidence: what they say, to whom, at what cost."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.core.periods import Period
from luwes.learning.models import LearningHours
from luwes.motivation import mine_parts
from luwes.motivation.access import years as access
from luwes.motivation.actions import thanking
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import Thanks
from luwes.motivation.panels import years as year_parts
from luwes.motivation.queries import serving
from luwes.motivation.rules.contributions import ContributionKind as Kind
from luwes.motivation.rules.thanks import Seen
from luwes.motivation.rules.years import year_shown, years_offered
from luwes.motivation.tests.year_scene import NOW, Year
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.staffing.models import Assignment, Shift
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db
MOST = 15  # of a page, with what other parts of the area add


@pytest.fixture
def year() -> Year:
    return Year()


def opened(client: Client, year: Year, asked: str = "") -> str:
    client.force_login(year.user)
    answer = client.get(reverse("motivation:mine"), {"tahun": asked} if asked else {})
    assert answer.status_code == 200
    return answer.content.decode()


def fill(year: Year, rows: int) -> None:
    plan = year.plan()
    titles = ("Pelayanan surat pindah", "Kesiapsiagaan bencana banjir", "Satu data stunting")
    goals = [year.goal(plan, title) for title in titles]
    for n in range(rows):
        year.came(f"{n} permohonan surat pindah selesai", Kind.CASE, count=n + 1)
        year.came("Banjir: bencana banjir", goal=goals[1])
        year.came("Sertifikat", Kind.LEARNING, on=year.today - timedelta(days=n))


def test_an_empty_year_teaches_instead_of_showing_noughts(client: Client, year: Year) -> None:
    text = opened(client, year)
    assert f"{year.today.year}: belum ada yang tercatat" in text
    assert "Halaman ini terisi sendiri" in text
    assert "Sasaran disepakati dengan atasan" in text
    assert "Unduh salinan PDF" not in text
    assert "Ucapan terima kasih" not in text


def test_the_title_is_what_there_was_most_of_to_tell(client: Client, year: Year) -> None:
    year.came("12 permohonan", Kind.CASE, count=12)
    year.came("Sertifikat", Kind.LEARNING)
    thank(year, year.colleague(), year.person)
    text = opened(client, year)
    assert f"<h1>{year.today.year}: 12 perkara warga selesai, 1 sertifikat, 1 suara berterima kasih</h1>" in text  # fmt: skip


def thank(year: Year, giver: Employee, receiver: Employee) -> None:
    assert giver.user
    thanking.give(
        giver=giver, receiver=receiver, words="Terima kasih", on=year.today, now=clock.now(),
        by=giver.user,
    )  # fmt: skip


def test_figure_and_title_count_voices_and_a_ring_is_one(client: Client, year: Year) -> None:
    for _n in range(3):
        other = year.colleague()
        thank(year, other, year.person)
        thank(year, year.person, other)
    text = opened(client, year)
    assert f"<h1>{year.today.year}: 1 suara berterima kasih</h1>" in text
    assert "3 ucapan" not in text
    [figure] = year_parts.thanks_figure(Looking(year.person, year.today.year, year.today, year.user))  # fmt: skip
    assert figure.value == 1


def test_goals_stand_with_their_evidence_and_suggestions_with_their_reason(
    client: Client, year: Year
) -> None:
    plan = year.plan()
    moved, flood = year.goal(plan, "Pelayanan surat pindah"), year.goal(plan, "Kesiapsiagaan bencana banjir", kind="extra")  # fmt: skip
    year.came("Sertifikat Dasar melayani", Kind.LEARNING, goal=moved)
    year.came("Tugas bencana banjir Way Halim")
    year.came("Sesuatu yang lain sama sekali")
    text = opened(client, year)
    assert f"1 dari 2 hasil kerja {year.today.year} punya bukti" in text
    assert "Kata yang sama: bencana, banjir." in text
    assert "1 bukti menunggu Anda kaitkan" in text
    assert "1 bukti belum dikaitkan" in text
    assert f'value="{flood.pk}"' in text


def test_beside_a_goal_stand_a_few_and_the_rest_is_a_click_away(client: Client, year: Year) -> None:
    goal = year.goal(year.plan(), "Pelayanan surat pindah")
    for n in range(7):
        year.came(f"Bukti {n}", goal=goal, on=year.today - timedelta(days=n % 2))
    text = opened(client, year)
    assert "3 bukti lagi" in text
    listed = client.get(reverse("motivation:evidence"), {"sasaran": goal.pk}).content.decode()
    assert "7 bukti: Pelayanan surat pindah" in listed


@pytest.mark.parametrize(("proposed", "is_read"), [(None, False), (NOW, True)])
def test_goals_that_were_never_proposed_are_their_writers_own(
    client: Client, year: Year, proposed: datetime | None, is_read: bool
) -> None:
    goal = year.goal(year.plan(state="draft", proposed_at=proposed), "Pindah ke dinas lain")
    year.came("Bukti bersama", goal=goal)
    assert "Pindah ke dinas lain" in opened(client, year)
    client.force_login(year.head)
    for name in ("motivation:portfolio", "motivation:portfolio_evidence"):
        shown = client.get(reverse(name, args=[year.person.pk])).content.decode()
        assert "Bukti bersama" in shown
        assert ("Pindah ke dinas lain" in shown) is is_read


def test_goals_of_a_plan_that_was_put_away_take_no_evidence(client: Client, year: Year) -> None:
    goal = year.goal(year.plan(state="closed"), "Sasaran yang ditutup")
    row = year.came("Bukti yang tinggal")
    text = opened(client, year)
    assert "Bukti yang tinggal" in text
    assert "Sasaran yang ditutup" not in text
    assert not access.goals_for(row).filter(pk=goal.pk).exists()


def test_evidence_beside_a_dropped_goal_is_not_lost(client: Client, year: Year) -> None:
    goal = year.goal(year.plan(), "Dibatalkan", dropped_at="2025-03-03T00:00Z")
    year.came("Bukti lama", goal=goal)
    assert "Bukti lama" in opened(client, year)


def test_what_was_taken_back_is_nowhere(client: Client, year: Year) -> None:
    row = year.came("Sertifikat yang dicabut", Kind.LEARNING)
    row.withdrawn_at = "2025-03-03T00:00Z"
    row.save()
    assert "Sertifikat yang dicabut" not in opened(client, year)
    client.force_login(year.user)
    for name in ("motivation:evidence", "motivation:mine_paper"):
        assert client.get(reverse(name)).status_code == 200


def test_other_years_are_an_address(client: Client, year: Year) -> None:
    last = year.today.year - 1
    year.came("Tahun lalu", on=date(last, 12, 31))
    year.came("Tahun ini", on=date(last + 1, 1, 1))
    text = opened(client, year, str(last))
    assert "Tahun lalu" in text
    assert "Tahun ini" not in text
    assert "Beban minggu ini" not in text


@pytest.mark.parametrize("asked", ["", "abc", "99999", "2999", "1200", "-1", "²025"])
def test_a_year_that_cannot_be_is_the_running_one(client: Client, year: Year, asked: str) -> None:
    assert year_shown(asked, year.today.year) == year.today.year
    assert str(year.today.year) in opened(client, year, asked)


def test_the_years_offered_hold_the_one_shown() -> None:
    assert years_offered(2026, 2026) == [2026, 2025, 2024, 2023]
    assert years_offered(2015, 2026) == [2026, 2025, 2024, 2023, 2015]


# ── figures ──────────────────────────────────────────────────────────


def on_duty(flood: Flood, person: Employee, days: int, state: str = "completed", **values: object) -> Assignment:  # fmt: skip
    period = Period(flood.today - timedelta(days=days), flood.today)
    return flood.sent(state, employee=person, period=period, **values)


def test_days_on_duty_stand_beside_the_group_s_average_from_five_people_on(year: Year) -> None:
    flood, colleagues = Flood(), [year.colleague() for _ in range(3)]
    on_duty(flood, year.person, 8)
    on_duty(flood, colleagues[0], 2)
    shown = Period(flood.today - timedelta(days=30), flood.today + timedelta(days=30))
    assert serving.of_year(year.person.pk, shown, flood.today).days == 8
    few = serving.post_of(year.person.pk, shown, flood.today)
    assert few
    assert (few.people, few.average) == (4, None)
    year.colleague()
    found = serving.post_of(year.person.pk, shown, flood.today)
    assert found
    assert (found.people, found.average) == (5, 2.0)
    assert found.unit == "Dinas Kependudukan Rekaan"


def test_only_days_of_the_year_count_and_a_part_counts_in_part(year: Year) -> None:
    flood = Flood()
    whole = Period(date(2025, 1, 1), date(2026, 1, 1))
    for start, end, load in ((date(2024, 12, 20), date(2025, 1, 11), 100), (date(2025, 12, 29), date(2026, 1, 9), 50)):  # fmt: skip
        row = flood.sent("completed", employee=year.person, period=Period(start, end))
        Assignment.objects.filter(pk=row.pk).update(load=load)
    found = serving.of_year(year.person.pk, whole, date(2026, 3, 1))
    assert (found.days, found.duties) == (12, 2)  # ten of January, and three halves of December
    for _ in range(4):
        year.colleague()
    found_post = serving.post_of(year.person.pk, whole, date(2026, 3, 1))
    assert found_post
    assert found_post.average == 12 / 5


def test_work_beside_the_own_is_no_day_away(year: Year) -> None:
    flood = Flood()
    on_duty(flood, year.person, 8, beside_work=True)
    shown = Period(flood.today - timedelta(days=30), flood.today + timedelta(days=30))
    assert serving.of_year(year.person.pk, shown, flood.today).days == 0


def test_the_load_of_the_week_is_the_person_s_alone(client: Client, year: Year) -> None:
    flood = Flood()
    row = on_duty(flood, year.person, 1, "active")
    Assignment.objects.update(period=flood.period)
    monday = flood.now - timedelta(days=flood.now.weekday())
    Shift.objects.create(
        assignment=row, employee=year.person, starts_at=monday, ends_at=monday + timedelta(hours=8),
        held=(monday, monday + timedelta(hours=19)),
    )  # fmt: skip
    assert "jam jaga; minggu kerja biasa 37,5 jam" in opened(client, year)
    client.force_login(year.head)
    page = client.get(reverse("motivation:portfolio", args=[year.person.pk])).content.decode()
    assert "Beban minggu ini" not in page


@pytest.mark.parametrize(
    ("employment", "minutes", "value", "source"),
    [
        ("pns", 16 * 45, "16 JP", "dari 20 JP; kurang 4."), ("pns", 20 * 45, "20 JP", "sudah cukup"),
        ("pns", 20 * 45 - 1, "19,9 JP", "kurang 0,1."), ("pppk", 10 * 45, "10 JP", "paling banyak 24"),
    ],
)  # fmt: skip
def test_hours_of_learning_stand_against_what_is_asked(client: Client, year: Year, employment: str, minutes: int, value: str, source: str) -> None:  # fmt: skip
    Employee.objects.filter(pk=year.person.pk).update(employment=employment)
    LearningHours.objects.create(employee=year.person, source_kind="test", source_id="1", on=year.today, minutes=minutes, method="class", words="Kelas")  # fmt: skip
    text = opened(client, year)
    assert value in text
    assert source in text


# ── who sees it, and at what cost ────────────────────────────────────


def test_the_superior_and_who_sees_ratings_read_it_without_what_is_private(
    client: Client, year: Year
) -> None:
    year.goal(year.plan(), "Pelayanan surat pindah")
    year.came("3 permohonan surat pindah selesai", url="/tugas/1/")
    agency = year.unit.agency_id
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency)
    for reader in (year.head, analyst):
        client.force_login(reader)
        text = client.get(reverse("motivation:portfolio", args=[year.person.pk])).content.decode()
        assert "Pelayanan surat pindah" in text
        assert "3 permohonan surat pindah selesai" in text
        for private in ("Mungkin bukti", "Kaitkan", "Masih", "/tugas/1/", "Unduh salinan"):
            assert private not in text
        listed = client.get(reverse("motivation:portfolio_evidence", args=[year.person.pk]))
        assert "<select" not in listed.content.decode()


def test_others_find_nothing_there(client: Client, year: Year) -> None:
    elsewhere = Year()
    strangers = [
        year.colleague().user, elsewhere.head, a_user(Role.COORDINATOR),
        a_user(Role.APPROVER, scope_kind="agency", scope_id=year.unit.agency_id),
    ]  # fmt: skip
    for stranger in strangers:
        assert stranger
        client.force_login(stranger)
        for name in ("motivation:portfolio", "motivation:portfolio_evidence"):
            assert client.get(reverse(name, args=[year.person.pk])).status_code == 404


def test_one_s_own_portfolio_is_one_s_own_page(client: Client, year: Year) -> None:
    client.force_login(year.user)
    answer = client.get(reverse("motivation:portfolio", args=[year.person.pk]), {"tahun": "2025"})
    assert answer.url == f"{reverse('motivation:mine')}?tahun=2025"


def test_who_has_no_file_has_no_such_page(client: Client) -> None:
    client.force_login(a_user(Role.UNIT_HEAD))
    for name in ("mine", "mine_paper", "evidence"):
        assert client.get(reverse(f"motivation:{name}")).status_code == 403


def test_pages_cost_as_much_for_many_rows_as_for_few(
    client: Client, year: Year, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(year, 60)
    pages = [
        (year.user, reverse("motivation:mine")), (year.user, reverse("motivation:evidence")),
        (year.head, reverse("motivation:portfolio", args=[year.person.pk])),
        (year.head, reverse("motivation:portfolio_evidence", args=[year.person.pk])),
    ]  # fmt: skip
    for user, page in pages:
        client.force_login(user)
        client.get(page)  # the first one remembers the visit
        with django_assert_max_num_queries(MOST):
            assert client.get(page).status_code == 200


def test_the_person_s_page_leads_there_for_whom_it_opens(client: Client, year: Year) -> None:
    page = reverse("people:profile", args=[year.person.pk])
    for user, address in (
        (year.user, reverse("motivation:mine")),
        (year.head, reverse("motivation:portfolio", args=[year.person.pk])),
    ):
        client.force_login(user)
        assert f'href="{address}"' in client.get(page).content.decode()
    client.force_login(a_user(Role.COORDINATOR))
    assert "/kinerja/" not in client.get(page).content.decode()


# ── the list, and the copy ───────────────────────────────────────────


def test_the_list_is_filtered_paged_and_survives_what_nobody_offers(
    client: Client, year: Year
) -> None:
    fill(year, 20)
    client.force_login(year.user)
    page = reverse("motivation:evidence")
    assert f"60 bukti kinerja {year.today.year}" in client.get(page).content.decode()
    second = client.get(page, {"hal": "2"}).content.decode()
    assert second.count("<select") == 30
    only = client.get(page, {"jenis": "learning"}).content.decode()
    assert "permohonan" not in only
    assert "40 bukti" in client.get(page, {"sasaran": "-"}).content.decode()
    for odd in ({"jenis": "x"}, {"sasaran": "x"}, {"sasaran": "9" * 18}, {"hal": "999"}):
        assert client.get(page, odd).status_code == 200


def test_the_copy_says_what_the_page_says_and_that_it_is_no_letter(client: Client, year: Year) -> None:  # fmt: skip
    fill(year, 8)
    client.force_login(year.user)
    answer = client.get(reverse("motivation:mine_paper"))
    assert answer["Content-Type"] == "application/pdf"
    found = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in found.pages).split())
    assert "bukan surat dinas" in text
    assert "Rina Oktaviani Rekaan" in text
    assert "Kesiapsiagaan bencana banjir" in text
    assert len(found.pages) <= 2


def test_a_part_of_another_subject_is_drawn_in_its_place_unless_it_is_private(
    client: Client, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = mine_parts.parts
    monkeypatch.setattr(parts, "_entries", dict(parts._entries))
    parts.add(mine_parts.Part("secret", 1, "motivation/parts/year_link.html", lambda _looking: {"url": "/rahasia/", "is_own": True}, is_private=True))  # fmt: skip
    parts.add(mine_parts.Part("open", 2, "motivation/parts/year_link.html", lambda _looking: {"url": "/terbuka/", "is_own": True}, aside=True))  # fmt: skip
    parts.add(mine_parts.Part("nothing", 3, "motivation/parts/year_link.html", lambda _looking: None))  # fmt: skip
    text = opened(client, year)
    assert "/rahasia/" in text
    assert "/terbuka/" in text
    client.force_login(year.head)
    text = client.get(reverse("motivation:portfolio", args=[year.person.pk])).content.decode()
    assert "/rahasia/" not in text
    assert "/terbuka/" in text


def test_what_is_meant_for_the_line_is_not_read_by_the_personnel_office(
    client: Client, year: Year
) -> None:
    giver = year.colleague("Budi Rekaan")
    thank(year, giver, year.person)
    year.came("Masukan ketua Satgas", Kind.TEAM, detail="Kurang sabar menghadapi warga", url="/x/")
    agency = year.unit.agency_id
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency)
    names = ("motivation:portfolio", "motivation:portfolio_evidence")

    def seen(reader: User) -> list[str]:
        client.force_login(reader)
        return [client.get(reverse(name, args=[year.person.pk])).content.decode() for name in names]

    for page in seen(year.head):
        assert "Terima kasih dari Budi Rekaan" in page
    assert "Kurang sabar" in seen(year.head)[1]
    for page in seen(analyst):
        assert "Terima kasih dari Budi Rekaan" not in page
        assert "Masukan ketua Satgas" in page
        assert "Kurang sabar" not in page
    row = Thanks.objects.get()
    thanking.place(thanks=row, seen=Seen.PAGE, now=clock.now(), by=year.user)
    for page in seen(analyst):
        assert "Terima kasih dari Budi Rekaan" in page
