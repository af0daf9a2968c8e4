"""Only the person says beside which of the own goals something stands."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation.actions import linking
from luwes.motivation.models import Contribution, Goal
from luwes.motivation.tests.year_scene import Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return Year()


def put(row: Contribution, goal: Goal, by: User) -> None:
    linking.put_beside(contribution=row, goal=goal, by=by)


def test_a_second_press_changes_nothing_and_the_log_has_it_once(year: Year) -> None:
    goal, row = year.goal(year.plan(), "Pelayanan surat pindah"), year.came("Sertifikat")
    put(row, goal, year.user)
    put(row, goal, year.user)
    row.refresh_from_db()
    assert row.goal == goal
    [entry] = Entry.objects.filter(deed="motivation.evidence_linked")
    assert entry.details == {"evidence": row.pk, "goal": goal.pk}
    assert entry.object_id == str(year.person.pk)
    assert not {"Sertifikat", "Pelayanan"} & set(f"{entry.object_label} {entry.details}".split())


def test_nobody_else_links_neither_the_head_nor_who_sees_everything(year: Year) -> None:
    goal, row = year.goal(year.plan(), "Pelayanan surat pindah"), year.came("Sertifikat")
    for stranger in (year.head, year.colleague().user):
        assert stranger
        with pytest.raises(PermissionDenied):
            put(row, goal, stranger)
        with pytest.raises(PermissionDenied):
            linking.leave_out(contribution=row, by=stranger)
        with pytest.raises(PermissionDenied):
            linking.loosen(contribution=row, by=stranger)


def test_a_goal_of_somebody_else_of_another_time_dropped_or_rated_is_refused(year: Year) -> None:
    row, last = year.came("Sertifikat"), year.today.year - 1
    old = year.plan(period=Period(date(last, 1, 1), date(last + 1, 1, 1)))
    dropped = year.goal(year.plan(), "Dibatalkan", dropped_at=f"{last}-01-01T00:00Z")
    others = year.goal(year.plan(year.colleague()), "Milik rekan")
    for goal in (year.goal(old, "Tahun lalu"), dropped, others):
        with pytest.raises(Refused, match="Pilih hasil kerja Anda sendiri"):
            put(row, goal, year.user)


def test_what_a_rating_rests_on_stays_where_it_is(year: Year) -> None:
    plan = year.plan()
    goal, row = year.goal(plan, "Pelayanan"), year.came("Sertifikat")
    put(row, goal, year.user)
    plan.state = "rated"
    plan.save()
    for deed in (linking.leave_out, linking.loosen):
        with pytest.raises(Refused, match="sudah dinilai"):
            deed(contribution=row, by=year.user)
    with pytest.raises(Refused, match="sudah dinilai"):
        put(row, goal, year.user)
    with pytest.raises(Refused, match="Pilih hasil kerja"):
        put(year.came("Yang lain"), goal, year.user)


def test_what_is_left_out_is_suggested_no_more_until_it_is_loosened(
    year: Year, client: Client
) -> None:
    year.goal(year.plan(), "Pelayanan surat pindah")
    row = year.came("3 permohonan surat pindah selesai")
    client.force_login(year.user)
    page = reverse("motivation:mine")
    assert "Mungkin bukti hasil kerja ini" in client.get(page).content.decode()
    linking.leave_out(contribution=row, by=year.user)
    linking.leave_out(contribution=row, by=year.user)
    assert "Mungkin bukti hasil kerja ini" not in client.get(page).content.decode()
    linking.loosen(contribution=row, by=year.user)
    assert "Mungkin bukti hasil kerja ini" in client.get(page).content.decode()
    assert Entry.objects.filter(deed="motivation.evidence_left_out").count() == 1


def test_what_was_taken_back_is_linked_no_more(year: Year) -> None:
    goal, row = year.goal(year.plan(), "Pelayanan"), year.came("Sertifikat")
    Contribution.objects.update(withdrawn_at="2025-03-03T00:00Z")
    with pytest.raises(PermissionDenied):
        put(row, goal, year.user)


def test_one_tap_accepts_and_leads_back_to_the_goals(year: Year, client: Client) -> None:
    goal = year.goal(year.plan(), "Pelayanan surat pindah")
    row = year.came("3 permohonan surat pindah selesai")
    client.force_login(year.user)
    answer = client.post(reverse("motivation:link", args=[row.pk]), {"goal": goal.pk})
    assert answer.url == f"{reverse('motivation:mine')}?tahun={year.today.year}#sasaran"
    row.refresh_from_db()
    assert row.goal == goal
    text = client.get(answer.url).content.decode()
    assert "Dikaitkan dengan hasil kerja: Pelayanan surat pindah." in text
    assert "Mungkin bukti" not in text


@pytest.mark.parametrize("goal", ["0", "987654321", "x", "-1", "9" * 19])
def test_a_goal_that_is_not_there_is_refused_in_words(year: Year, client: Client, goal: str) -> None:  # fmt: skip
    year.goal(year.plan(), "Pelayanan")
    row = year.came("Sertifikat")
    client.force_login(year.user)
    answer = client.post(reverse("motivation:link", args=[row.pk]), {"goal": goal, "dari": "daftar", "hal": "2"}, follow=True)  # fmt: skip
    assert "Pilih hasil kerja Anda sendiri" in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith(f"&hal=2#bukti-{row.pk}")


def test_what_is_another_s_is_not_found(year: Year, client: Client) -> None:
    row = year.came("Sertifikat")
    client.force_login(year.head)
    assert client.post(reverse("motivation:link", args=[row.pk]), {"goal": ""}).status_code == 404


def test_all_that_was_suggested_is_accepted_at_once_and_only_what_still_stands_alone(
    year: Year, client: Client
) -> None:
    plan = year.plan()
    goal, other = year.goal(plan, "Pelayanan surat pindah"), year.goal(plan, "Satu data stunting")
    rows = [year.came(f"{n} permohonan surat pindah selesai") for n in range(3)]
    taken, strange = year.came("Yang lain", goal=other), year.came("Milik rekan", person=year.colleague())  # fmt: skip
    client.force_login(year.user)
    page = reverse("motivation:link_all", args=[goal.pk])
    asked = [row.pk for row in (*rows, taken, strange)]
    answer = client.post(page, {"bukti": [*asked, "x", "9" * 30]}, follow=True)
    assert (
        "3 bukti dikaitkan dengan hasil kerja: Pelayanan surat pindah." in answer.content.decode()
    )
    assert set(Contribution.objects.filter(goal=goal)) == set(rows)
    assert client.post(page, {"bukti": asked}).status_code == 302  # pressed again


def test_nobody_accepts_for_another_s_goal(year: Year, client: Client) -> None:
    goal = year.goal(year.plan(year.colleague()), "Milik rekan")
    client.force_login(year.user)
    page = reverse("motivation:link_all", args=[goal.pk])
    assert client.post(page, {"bukti": [year.came("x").pk]}).status_code == 404
