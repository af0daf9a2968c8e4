"""Pages of goals and ratings: what strangers do not get, what dirty input does, what a page costs."""

import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.motivation.actions import checking_in, planning
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import (
    Contribution,
    DialogueTurn,
    Evaluation,
    GoalChange,
    PerformancePlan,
)
from luwes.motivation.panels import goals as goal_parts
from luwes.motivation.rules.rating import Rating
from luwes.motivation.tests.goal_scene import (
    DECEMBER,
    NOW,
    RATED_ON,
    TODAY,
    Scene,
    account,
    at,
)
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def to(name: str, *args: object) -> str:
    return reverse(f"motivation:{name}", args=args)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


GOAL = {"kind": "main", "title": "Data mutakhir", "indicator": "Kelurahan", "target": "126"}


# ── one's own ────────────────────────────────────────────────────────


def test_drafted_and_proposed_by_oneself(scene: Scene) -> None:
    client = signed_in(scene.user)
    assert "belum disusun" in text(client, to("own_plan"))
    client.post(to("begin_plan"), {"tahun": "2026"})
    client.post(to("begin_plan"), {"tahun": "2026"})
    plan = PerformancePlan.objects.get()
    assert client.post(to("propose_plan", plan.pk)).status_code == 422
    assert client.post(to("new_goal", plan.pk), {"kind": "main"}).status_code == 422
    assert client.post(to("new_goal", plan.pk), GOAL).status_code == 302
    assert client.post(to("propose_plan", plan.pk), {"words": ""}).status_code == 302
    assert client.post(to("propose_plan", plan.pk), {"words": ""}).status_code == 422
    assert "menunggu jawaban atasan" in text(client, to("own_plan"))
    assert client.post(to("withdraw_plan", plan.pk)).status_code == 302
    goal = plan.goals.get()
    assert client.get(to("drop_goal", goal.pk)).status_code == 200
    client.post(to("drop_goal", goal.pk))
    client.post(to("drop_goal", goal.pk))
    assert not plan.goals.filter(dropped_at=None).exists()


def test_whoever_has_no_file_or_no_post(scene: Scene) -> None:
    assert signed_in(scene.approver).get(to("own_plan")).status_code == 403
    idle = an_employee(agency=scene.agency, user=a_user())
    client = signed_in(account(idle))
    assert "Belum ada jabatan" in text(client, to("own_plan"))
    client.post(to("begin_plan"), {"tahun": "2026"})
    client.post(to("begin_plan"), {"tahun": "²026"})
    client.post(to("begin_plan"), {"tahun": "9999"})
    assert not PerformancePlan.objects.exists()


@pytest.mark.parametrize("year", ["", "0", "²026", "2025", "2027", "9999", "10000", "9" * 18])
def test_a_wrong_year_begins_no_plan_of_any_year(scene: Scene, year: str) -> None:
    client = signed_in(scene.user)
    answer = client.post(to("begin_plan"), {"tahun": year}, follow=True)
    assert "Sasaran disusun untuk tahun berjalan" in answer.content.decode()
    assert not PerformancePlan.objects.exists()


def test_dirty_input_is_told_beside_its_field(scene: Scene) -> None:
    plan = scene.agreed()
    client = signed_in(scene.user)
    foreign = scene.agreed(scene.somebody()).goals.get()
    for data in (
        {"goal": "x", "words": "a"}, {"goal": str(foreign.pk), "words": "a"},
        {"goal": str(plan.goals.get().pk), "words": "a", "percent": "101"},
        {"goal": str(plan.goals.get().pk), "words": " "},
    ):  # fmt: skip
        assert client.post(to("check_in", plan.pk), data).status_code == 422
    assert client.get(to("check_in", plan.pk) + "?hasil=99999999999999999999").status_code == 200
    supports = GOAL | {"supports": str(foreign.pk), "reason": "x"}
    client.post(to("new_goal", plan.pk), supports)
    change = GoalChange.objects.get()
    assert change.supports is None  # nobody above offers anything to support
    long = GOAL | {"title": "x" * 201, "reason": "y" * 501}
    assert client.post(to("new_goal", plan.pk), long).status_code == 422


def test_a_draft_is_its_writers_own_until_it_is_proposed(scene: Scene) -> None:
    plan = scene.draft()
    shown = text(signed_in(scene.head_), to("plan", plan.pk))
    assert "Masih disusun" in shown
    assert "Data terdampak" not in shown
    for name in ("rate", "check_in"):
        assert signed_in(scene.head_).get(to(name, plan.pk)).status_code == 404


def test_strangers_find_nothing(scene: Scene) -> None:
    plan = scene.agreed()
    row = scene.rated(plan)
    colleague = signed_in(account(scene.somebody()))
    goal = plan.goals.get()
    for url in (
        to("plan", plan.pk), to("new_goal", plan.pk), to("edit_goal", goal.pk), to("rate", plan.pk),
        to("check_in", plan.pk), to("expectations", plan.pk), to("evaluation", row.pk),
        to("object_to_rating", row.pk), to("withdraw_rating", row.pk),
    ):  # fmt: skip
        assert colleague.get(url).status_code in {403, 404}, url
    for url in (to("answer_plan", plan.pk), to("receive_rating", row.pk), to("propose_plan", plan.pk)):  # fmt: skip
        assert signed_in(scene.other_head).post(url, {"deed": "agree"}).status_code == 404


# ── the head ─────────────────────────────────────────────────────────


def test_an_answer_in_place_and_a_second_press(scene: Scene) -> None:
    plan = scene.proposed()
    client = signed_in(scene.head_)
    said = {"deed": "agree", "words": "", "read": planning.stamp(plan)}
    old = client.post(to("answer_plan", plan.pk), said | {"read": "x"})
    assert old.status_code == 422
    assert "diusulkan ulang" in old.content.decode()
    assert client.post(to("answer_plan", plan.pk), said | {"deed": "x"}).status_code == 422
    assert client.post(to("answer_plan", plan.pk), said).status_code == 302
    assert client.post(to("answer_plan", plan.pk), said).status_code == 422
    assert DialogueTurn.objects.filter(kind="agreed").count() == 1


def test_a_rating_is_shown_before_it_is_sent(scene: Scene) -> None:
    plan = scene.agreed()
    clock.set_to(DECEMBER)
    client, goal = signed_in(scene.head_), plan.goals.get()
    said = {
        "work": "above", "work_reason": "Tuntas", "behaviour": "below",
        "behaviour_reason": "Memalsukan daftar hadir", f"goal_{goal.pk}": "126",
    }  # fmt: skip
    url = to("rate", plan.pk)
    assert "Belum ada" not in text(client, url)
    assert client.post(url, {"work": "x"}).status_code == 422
    shown = client.post(url, said).content.decode()
    assert "Predikat: Kurang/misconduct" in shown
    assert not Evaluation.objects.exists()
    client.post(url, said | {"checked": "good"})  # what was seen was another
    assert not Evaluation.objects.exists()
    assert client.post(url, said | {"checked": "misconduct"}).status_code == 302
    assert client.post(url, said | {"checked": "misconduct"}).status_code == 422
    assert Evaluation.objects.count() == 1
    assert "<textarea" not in text(client, url)  # rated already
    assert client.get(url, {"triwulan": "4"}).status_code == 404


def test_evidence_leads_the_person_to_its_page_and_nobody_else(scene: Scene) -> None:
    plan = scene.agreed()
    Contribution.objects.create(
        employee=scene.person, kind="duty", source_kind="t", source_id="1", words="Posko banjir",
        on=TODAY, goal=plan.goals.get(), at=NOW, url="/tugas/saya/1/",
    )  # fmt: skip
    page = to("plan", plan.pk)
    assert "/tugas/saya/1/" in text(signed_in(scene.user), page)
    seen = text(signed_in(scene.head_), page)
    assert "Posko banjir" in seen
    assert "/tugas/saya/1/" not in seen


def test_the_last_report_stands_in_the_box_of_what_came_of_it(scene: Scene) -> None:
    plan = scene.agreed()
    checking_in.report(plan=plan, goal=plan.goals.get(), words="120 selesai", percent=90, now=NOW, by=scene.user)  # fmt: skip
    clock.set_to(DECEMBER)
    assert "120 selesai</textarea>" in text(signed_in(scene.head_), to("rate", plan.pk))


def test_who_stands_under_which_tab(scene: Scene) -> None:
    people = {name: scene.somebody(f"Pegawai {name}") for name in ("Usul", "Setuju", "Kosong")}
    scene.proposed(people["Usul"])
    scene.agreed(people["Setuju"])
    client = signed_in(scene.head_)

    def under(tab: str) -> set[str]:
        shown = text(client, to("assessed") + f"?keadaan={tab}")
        return {name for name in people if f"Pegawai {name}" in shown}

    assert under("menunggu") == {"Usul"}
    assert under("belum") == {"Kosong"}
    assert under("nilai") == set()
    assert under("semua") == {"Usul", "Setuju"}
    assert "Pegawai Usul" not in text(client, to("assessed") + "?keadaan=semua&q=setuju")
    clock.set_to(DECEMBER)
    client = signed_in(scene.head_)
    assert under("nilai") == {"Setuju"}
    assert under("sepi") == {"Setuju"}
    assert under("²") == {"Usul"}
    client = signed_in(scene.other_head)
    assert under("semua") == under("menunggu") == set()


def test_a_quarter_that_is_over_waits_to_be_rated(scene: Scene) -> None:
    plan = scene.agreed()
    clock.set_to(at(TODAY.replace(month=4, day=1)))
    client = signed_in(scene.head_)
    url = to("assessed") + "?keadaan=nilai"
    assert scene.person.name in text(client, url)
    said = {"work": "meets", "work_reason": "a", "behaviour": "meets", "behaviour_reason": "b"}
    client.post(to("rate", plan.pk) + "?triwulan=1", said | {"checked": "good"})
    assert Evaluation.objects.get().quarter == 1
    assert scene.person.name not in text(client, url).split("<main")[1]


def test_the_file_holds_what_the_list_shows(scene: Scene) -> None:
    scene.proposed(scene.somebody("Pegawai Usul"))
    scene.agreed(scene.somebody("=Pegawai Setuju"))
    client = signed_in(scene.head_)
    answer = client.get(to("assessed_file") + "?keadaan=semua")
    data = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined, arg-type]
    sheet = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0)
    names = [row[0] for row in sheet.to_python()]
    assert names == ["Nama", "=Pegawai Setuju", "Pegawai Usul"]
    assert signed_in(scene.analyst).get(to("assessed_file")).status_code == 403


def test_whoever_only_decides_finds_objections_and_no_list(scene: Scene) -> None:
    clock.set_to(DECEMBER)
    Employee.objects.filter(user=scene.chief).update(is_current=False)  # nobody to answer for
    plan = scene.agreed(scene.head_.employee, by=scene.chief)
    scene.objected(scene.rated(plan, by=scene.chief), RATED_ON)
    shown = text(signed_in(scene.approver), to("assessed") + "?keadaan=semua")
    assert scene.head_.name in shown
    assert "60 hari" not in shown


# ── ratings ──────────────────────────────────────────────────────────


def test_received_objected_and_decided_on_pages(scene: Scene) -> None:
    clock.set_to(DECEMBER)
    row = scene.rated(work=Rating.BELOW)
    own = signed_in(scene.user)
    assert "Saya sudah membaca" in text(own, to("evaluation", row.pk))
    own.post(to("receive_rating", row.pk), {"deed": "read"})
    own.post(to("receive_rating", row.pk), {"deed": "read"})
    assert own.post(to("object_to_rating", row.pk), {"part": "x"}).status_code == 422
    asked = {"part": "work", "reason": "Banjir"}
    assert own.post(to("object_to_rating", row.pk), asked).status_code == 302
    assert own.post(to("object_to_rating", row.pk), asked).status_code == 422
    row.refresh_from_db()
    url = to("decide_objection", row.objection.pk)
    for user in (scene.user, scene.head_, scene.analyst, scene.approver):
        assert signed_in(user).get(url).status_code == 404
    chair = signed_in(scene.chief)
    said = {"deed": "change", "work": "meets", "words": "Banjir"}
    assert chair.post(url, {"deed": "change", "words": ""}).status_code == 422
    assert chair.post(url, said | {"work": "below"}).status_code == 422
    assert chair.post(url, said).status_code == 302
    assert chair.post(url, said).status_code == 422
    assert chair.get(url).status_code == 302
    shown = text(own, to("evaluation", row.pk))
    assert "Semula" in shown
    assert "Dokumen evaluasi" in shown


def test_counts_by_unit_and_names_only_in_reach(scene: Scene) -> None:
    clock.set_to(DECEMBER)
    scene.final()
    url = to("ratings") + "?tahun=2026"
    client = signed_in(scene.analyst)
    shown = text(client, url)
    assert "Bidang Data Rekaan" in shown
    assert scene.person.name not in shown
    assert scene.person.name in text(client, url + f"&unit={scene.division.pk}")
    other = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=an_agency("Lain").pk)
    assert "Bidang Data Rekaan" not in text(signed_in(other), url)
    assert signed_in(other).get(url + f"&unit={scene.division.pk}").status_code == 404
    assert signed_in(scene.head_).get(url).status_code == 403
    for dirty in ("?tahun=²", "?tahun=99999", "?unit=9999999999999999999999", "?hal=x"):
        assert client.get(to("ratings") + dirty).status_code == 200


# ── what a page costs ────────────────────────────────────────────────


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("tab", ["menunggu", "belum", "nilai", "sepi", "semua"])
def test_a_list_costs_the_same_for_one_and_for_many(scene: Scene, tab: str) -> None:
    make: Callable[[], object] = {
        "menunggu": lambda: scene.proposed(scene.somebody()),
        "belum": scene.somebody,
    }.get(tab, lambda: scene.agreed(scene.somebody()))
    make()
    clock.set_to(DECEMBER)
    url = to("assessed") + f"?keadaan={tab}"
    one = cost(signed_in(scene.head_), url)
    for _n in range(6):
        make()
    assert cost(signed_in(scene.head_), url) == one


def test_a_plan_costs_the_same_with_much_said_about_it(scene: Scene) -> None:
    plan = scene.agreed()
    client = signed_in(scene.head_)
    one = cost(client, to("plan", plan.pk))
    for n in range(5):
        goal = plan.goals.create(title=f"Hasil {n}", indicator="x", target="y", place=n)
        checking_in.report(plan=plan, goal=goal, words=f"Kabar {n}", percent=n, now=NOW, by=scene.user)  # fmt: skip
        plan.changes.create(
            goal=goal, what="drop", kind="main", title="x", indicator="x", target="y", reason="z",
            asked_at=NOW,
        )  # fmt: skip
    assert cost(client, to("plan", plan.pk)) == one


def test_counting_costs_the_same_for_one_unit_and_for_many(scene: Scene) -> None:
    clock.set_to(DECEMBER)
    scene.final()
    url = to("ratings") + "?tahun=2026"
    one = cost(signed_in(scene.analyst), url)
    for unit, head in ((scene.other, scene.other_head), (scene.office, scene.chief)):
        plan = scene.agreed(scene.somebody(unit=unit), by=head)
        scene.final(scene.rated(plan, by=head))
    assert cost(signed_in(scene.analyst), url) == one


def test_the_menu_asks_nothing_more(scene: Scene) -> None:
    assert to("assessed") in text(signed_in(scene.head_), "/")
    assert to("ratings") in text(signed_in(scene.analyst), "/")
    assert to("assessed") not in text(signed_in(scene.user), "/")


def test_the_next_year_is_offered_in_december(scene: Scene) -> None:
    scene.agreed()
    clock.set_to(DECEMBER)
    client = signed_in(scene.user)
    assert "Susun sasaran 2027" in text(client, to("own_plan"))
    client.post(to("begin_plan"), {"tahun": "2027"})
    assert PerformancePlan.objects.filter(employee=scene.person).count() == 2
    assert "Susun sasaran 2027" not in text(client, to("own_plan"))


# ── on Kinerja saya ──────────────────────────────────────────────────


def test_the_own_page_says_how_the_plan_stands_and_what_comes_next(scene: Scene) -> None:
    client, mine = signed_in(scene.user), to("mine")
    page = text(client, mine)
    assert "Sasaran 2026 belum disusun" in page
    assert f'href="{to("own_plan")}">Susun sasaran' in page
    plan = scene.draft()
    assert "Lanjutkan menyusun" in text(client, mine)
    planning.propose(plan=plan, words="", on=TODAY, now=NOW, by=scene.user)
    assert "Sasaran 2026 menunggu pejabat penilai" in text(client, mine)
    planning.answer(plan=plan, agrees=False, words="Targetnya?", read=planning.stamp(plan), on=TODAY, now=NOW, by=scene.head_)  # fmt: skip
    page = text(client, mine)
    assert "Sasaran 2026 dikembalikan" in page
    assert "Perbaiki sasaran" in page
    planning.propose(plan=plan, words="", on=TODAY, now=NOW, by=scene.user)
    planning.answer(plan=plan, agrees=True, words="", read=planning.stamp(plan), on=TODAY, now=NOW, by=scene.head_)  # fmt: skip
    assert f'href="{to("check_in", plan.pk)}"' in text(client, mine)


def test_a_rating_waits_on_the_own_page_and_stands_on_both(scene: Scene) -> None:
    row = scene.rated()
    clock.set_to(at(RATED_ON))
    client, boss = signed_in(scene.user), signed_in(scene.head_)
    portfolio = to("portfolio", scene.person.pk)
    page = text(client, to("mine"))
    assert "Penilaian menunggu jawaban Anda" in page
    assert "dianggap diterima setelah 14 Desember 2026" in page
    seen = text(boss, portfolio)
    assert "menunggu jawaban Anda" not in seen
    assert "Baca penilaian" not in seen
    scene.final(row)
    row.refresh_from_db()
    assert row.letter
    for reader, address in ((client, to("mine")), (boss, portfolio)):
        page = text(reader, address)
        assert "Predikat 2026" in page
        assert reverse("letters:letter", args=[row.letter.pk]) in page
        assert "menunggu jawaban Anda" not in page


def test_the_part_costs_one_query_and_the_last_predicate_is_printed(scene: Scene) -> None:
    looking = Looking(scene.person, 2026, TODAY, scene.user)
    with CaptureQueriesContext(connection) as cost:
        assert goal_parts.evaluation_printed(looking) is None
    assert len(cost) == 1
    scene.final()
    later = Looking(scene.person, 2027, DECEMBER.date(), scene.user)
    printed = goal_parts.evaluation_printed(later)
    assert printed
    assert "Predikat 2026: Baik" in printed.lines[-1]


def test_the_authority_finds_by_name_the_papers_it_may_withdraw_and_no_others(scene: Scene) -> None:
    clock.set_to(DECEMBER)
    mine = scene.final(
        scene.rated(scene.agreed(scene.head_.employee, by=scene.chief), by=scene.chief)
    )
    other = scene.final()
    client, page = signed_in(scene.approver), to("assessed") + "?keadaan=tetap"
    door = f'href="{to("evaluation", mine.pk)}"'
    assert door not in text(client, page)
    assert door in text(client, page + "&q=Kepala+Bidang")
    assert scene.person.name not in text(client, page + "&q=Rina").split("<main")[1]
    assert to("withdraw_rating", mine.pk) in text(client, to("evaluation", mine.pk))
    assert client.get(to("evaluation", other.pk)).status_code == 404
    assert "keadaan=tetap" not in text(signed_in(scene.head_), to("assessed"))
