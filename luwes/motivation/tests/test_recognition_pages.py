"""Pages of awards by role, the parts of one's year, and what a certificate looks like at its longest."""

import io
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.periods import Period
from luwes.letters import paper
from luwes.letters.models import Letter
from luwes.motivation import mine_parts
from luwes.motivation.actions import awards as deeds
from luwes.motivation.actions import contributing, deciding, thanking
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import Award, Nomination, ServiceBreak
from luwes.motivation.panels import recognition as recognition_panels
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.thanks import Seen
from luwes.motivation.tests.recognition_scene import LATER, LATER_NOW, NOW, TODAY, Scene, account
from luwes.organisation.tests.builders import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_each_reads_of_an_award_what_is_theirs(client: Client, scene: Scene) -> None:
    award, [best, second] = scene.ranked(5, 3)
    path = f"/penghargaan/{award.pk}/"

    def seen(user: object) -> str:
        client.force_login(user)  # type: ignore[arg-type]
        return client.get(path).content.decode()

    for user in (scene.judges[0], scene.manager, scene.signer, a_user(Role.APPROVER)):
        assert "Peringkat panitia" in seen(user)
    for person in (best.nominee, scene.person(), scene.head):
        page = seen(account(person))
        assert "Peringkat panitia" not in page
        assert "Panitia Rekaan 1" not in page
    client.force_login(account(second.nominee))
    assert client.get(f"/penghargaan/pencalonan/{best.pk}/").status_code == 404
    client.force_login(a_user())
    assert client.get(path).status_code == 404


def test_an_award_written_down_on_its_page_is_a_draft_and_one_sent_twice(
    client: Client, scene: Scene
) -> None:
    clock.set_to(NOW)
    client.force_login(scene.manager)
    found = client.get("/penghargaan/unit/", {"nama": "unit", "unit_text": "puskesmas"})
    assert "Puskesmas Rekaan" in found.content.decode()
    filled = {
        "unit": scene.ward.pk, "unit_text": "Puskesmas Rekaan", "unit_searched": "Puskesmas Rekaan",
        "name": "Perawat Teladan", "purpose": "Bagi yang menolong rekannya.", "how_many": 1,
        "first_day": TODAY, "last_day": LATER, "words_0": "Menolong rekan", "weight_0": 100,
    }  # fmt: skip
    for _twice in range(2):
        answer = client.post("/penghargaan/baru/", filled)
        made = Award.objects.get()
        assert answer.headers["Location"] == f"/penghargaan/{made.pk}/"
    assert (made.state, made.unit, made.made_by) == ("draft", scene.ward, scene.manager)
    assert (made.agency, made.criteria.get().words) == (scene.agency, "Menolong rekan")


def test_scores_are_on_no_page_before_all_are_in(client: Client, scene: Scene) -> None:
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())
    scene.judging(award)
    for judge in scene.judges[:2]:
        scene.scored(row, judge, 4)
    for user in (*scene.judges, scene.manager, scene.signer):
        client.force_login(user)
        page = client.get(f"/penghargaan/{award.pk}/").content.decode()
        assert "Terlihat sehari-hari." not in page
        assert "4,00" not in page
    client.force_login(scene.manager)
    assert "belum menilai 1 calon" in client.get(f"/penghargaan/{award.pk}/").content.decode()
    client.force_login(scene.signer)
    assert client.get(f"/penghargaan/{award.pk}/putuskan/").status_code == 302
    client.force_login(scene.judges[0])
    own = client.get(f"/penghargaan/pencalonan/{row.pk}/nilai/").content.decode()
    assert "Terlihat sehari-hari." in own  # the own score


def test_a_judge_with_a_conflict_finds_the_scoring_page_shut(client: Client, scene: Scene) -> None:
    award = scene.award()
    scene.name(award, account(scene.head))
    row = scene.nominated(award, scene.person(), scene.person())
    scene.judging(award)
    client.force_login(account(scene.head))
    assert "atasan langsung calon" in client.get(f"/penghargaan/{award.pk}/").content.decode()
    assert client.get(f"/penghargaan/pencalonan/{row.pk}/nilai/").status_code == 403


def test_pressing_back_and_again_is_harmless(client: Client, scene: Scene) -> None:
    award, [best] = scene.ranked(5)
    client.force_login(scene.signer)
    path = f"/penghargaan/{award.pk}/putuskan/"
    filled = {"chosen": [best.pk], "reason": "", "digest": scene.digest(award)}
    for _twice in range(2):
        assert client.post(path, filled).status_code == 302
    assert Letter.objects.count() == 1
    client.force_login(scene.manager)
    assert client.post(f"/penghargaan/{award.pk}/langkah/", {"langkah": "nilai"}).status_code == 302
    award.refresh_from_db()
    assert award.state == "decided"


def test_a_decision_that_lacks_its_reason_keeps_the_page(client: Client, scene: Scene) -> None:
    award, [_best, second] = scene.ranked(5, 3)
    client.force_login(scene.signer)
    filled = {"chosen": [second.pk], "reason": "", "digest": scene.digest(award)}
    answer = client.post(f"/penghargaan/{award.pk}/putuskan/", filled)
    assert answer.status_code == 422
    assert "lain dari peringkat panitia" in answer.content.decode()


def test_the_list_asks_as_much_for_many_as_for_few(client: Client, scene: Scene) -> None:
    person = scene.person()
    client.force_login(account(person))

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/penghargaan/").status_code == 200
        return len(found)

    scene.award(name="Satu")
    cost()
    few = cost()
    for n in range(5):
        award = scene.award(name=f"Lain {n}")
        scene.nominated(award, person, scene.person(), agrees=False)
        scene.nominated(award, scene.person(), person)
    assert cost() == few <= 15


def test_nobody_pays_a_query_for_the_menu(client: Client, scene: Scene) -> None:
    """The entry stands for whoever has a file, and asks nothing more."""
    from luwes.motivation.access import recognition as access

    user = account(scene.person())
    user.employee  # noqa: B018 - a request has loaded it
    access.in_menu(user)  # grants are read once a request
    with CaptureQueriesContext(connection) as cost:
        assert access.in_menu(user)
    assert len(cost) == 0


# ── one's year ───────────────────────────────────────────────────────


def test_the_part_of_thanks_says_what_the_reader_may_read(scene: Scene) -> None:
    receiver = scene.person()
    scene.thank(scene.person("Budi Rekaan"), receiver, "Sangat menolong.")
    own = Looking(receiver, TODAY.year, TODAY, account(receiver))
    with CaptureQueriesContext(connection) as cost:
        values = recognition_panels.thanks_of_year(own)
    assert len(cost) == 2
    assert values
    html = render_to_string("motivation/parts/mine_thanks.html", {"v": values})
    assert "Sangat menolong." in html
    bkd = Looking(receiver, TODAY.year, TODAY, scene.manager)
    html = render_to_string("motivation/parts/mine_thanks.html", {"v": recognition_panels.thanks_of_year(bkd)})  # fmt: skip
    assert "Sangat menolong." not in html
    assert "1 suara" in html
    before = Looking(receiver, TODAY.year - 1, TODAY, account(receiver))
    assert recognition_panels.thanks_of_year(before) is None


def test_on_the_copy_stand_only_thanks_that_are_on_the_page(scene: Scene) -> None:
    receiver = scene.person()
    shown = scene.thank(scene.person("Budi Rekaan"), receiver, "Sangat menolong.")
    thanking.place(thanks=shown, seen=Seen.PAGE, now=NOW, by=account(receiver))
    put_away = scene.thank(scene.person(), receiver, "Rahasia kita.")
    thanking.place(thanks=put_away, seen=Seen.OWN, now=NOW, by=account(receiver))
    scene.thank(scene.person(), receiver, "Untuk atasan saja.")
    bad = scene.thank(scene.person(), receiver, "Tidak pantas.")
    thanking.place(thanks=bad, seen=Seen.PAGE, now=NOW, by=account(receiver))
    thanking.report(thanks=bad, because="Kasar", on=TODAY, now=NOW, by=account(receiver))
    printed = recognition_panels.thanks_printed(Looking(receiver, TODAY.year, TODAY, account(receiver)))  # fmt: skip
    assert printed
    assert printed.lines[1:] == ["Budi Rekaan: Sangat menolong."]


def test_medals_are_on_the_own_page_of_the_running_year_only(scene: Scene) -> None:
    person = scene.person()
    part = mine_parts.parts["medals"]
    assert part.is_private
    assert part.values(Looking(person, TODAY.year, TODAY, account(person))) == {}
    assert part.values(Looking(person, TODAY.year - 1, TODAY, account(person))) is None
    assert "/penghargaan/tanda-jasa/" in render_to_string(part.template, {"v": {}})


# ── the paper ────────────────────────────────────────────────────────


@pytest.mark.parametrize("is_long", [False, True])
def test_a_certificate_is_one_page_at_its_longest(scene: Scene, is_long: bool) -> None:
    award = scene.award(
        name="Pegawai Teladan Tingkat Kota Rekaan " * 3 if is_long else "Pegawai Teladan",
        purpose="Bagi yang paling banyak menolong warga. " * 8 if is_long else "Menolong.",
    )
    nominee = scene.person("Raden Ajeng Sari Wulandari Kusumaningrum Rekaan " * is_long or "Sari")
    if is_long:
        nominee.title_before, nominee.title_after = "Prof. Dr. dr.", "S.Kep., Ners, M.Kes., Sp.A(K), Ph.D."  # fmt: skip
        nominee.save()
    row = scene.nominated(award, nominee, scene.person())
    scene.judging(award)
    for judge in scene.judges:
        scene.scored(row, judge, 5)
    deciding.decide(
        award=award, chosen=[row.pk], reason="", digest=scene.digest(award), on=LATER,
        now=LATER_NOW, by=scene.signer,
    )  # fmt: skip
    made = paper.render(Letter.objects.get(), sample=True, certified=True)
    assert PdfFileReader(io.BytesIO(made)).root["/Pages"]["/Count"] == 1


def test_a_draft_is_changed_with_its_criteria(scene: Scene) -> None:
    award = scene.award(is_open=False)
    deeds.edit(award=award, draft=scene.draft(name="Lain"), on=TODAY, by=scene.manager)
    assert Award.objects.get().name == "Lain"
    assert award.criteria.count() == 2


def test_nominating_first_asks_whom_and_then_offers_the_work_of_both(
    client: Client, scene: Scene
) -> None:
    clock.set_to(NOW)
    award, by, nominee = scene.award(), scene.person(), scene.person("Calon Rekaan")
    for person in (by, nominee):
        contributing.note(
            employee=person, kind=ContributionKind.DUTY, source=("test", str(person.pk)),
            words="Posko banjir Rajabasa", on=TODAY, now=NOW,
        )  # fmt: skip
    client.force_login(account(by))
    path = f"/penghargaan/{award.pk}/calonkan/"
    for first in (path, f"{path}?calon=x", f"{path}?calon={by.pk}"):
        page = client.get(first).content.decode()
        assert "Siapa?" in page
        assert "Mengapa pantas" not in page
    assert client.post(path, {"nominee": ""}).status_code == 422
    answer = client.post(path, {"nominee": nominee.pk})
    assert answer["Location"] == f"{path}?calon={nominee.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert "Calonkan Calon Rekaan" in page
    assert "Posko banjir Rajabasa" in page
    assert client.post(answer["Location"], {"reasons": ""}).status_code == 422
    shown = nominee.contributions.get()
    said = {"reasons": "Berjaga semalaman.", "evidence": [shown.pk]}
    assert client.post(answer["Location"], said).status_code == 302
    assert list(Nomination.objects.get().evidence.all()) == [shown]


def test_a_colleague_is_thanked_from_their_page(client: Client, scene: Scene) -> None:
    person, colleague = scene.person("Wayan Rekaan"), scene.person()
    scene.thank(colleague, person)
    door = f'href="/terima-kasih/tulis/?kepada={person.pk}"'
    of_person = f"/pegawai/{person.pk}/terima-kasih/"
    client.force_login(account(colleague))
    for page in (f"/pegawai/{person.pk}/", of_person):
        answer = client.get(page)
        assert (door in answer.content.decode()) is (answer.status_code == 200)
    client.force_login(account(scene.head))
    for page in (f"/pegawai/{person.pk}/", of_person):
        assert door in client.get(page).content.decode()
    assert "Mengapa terhitung 1?" in client.get(of_person).content.decode()
    client.force_login(scene.manager)  # no file of their own
    assert door not in client.get(f"/pegawai/{person.pk}/").content.decode()
    client.force_login(account(person))
    assert door not in client.get(f"/pegawai/{person.pk}/").content.decode()


def test_a_refusal_keeps_the_page_and_what_was_typed(client: Client, scene: Scene) -> None:
    clock.set_to(LATER_NOW)
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())
    scene.judging(award)
    client.force_login(scene.manager)
    path = f"/penghargaan/{award.pk}/panitia/keluar/"
    answer = client.post(path, {"user": scene.judges[0].pk, "because": " "})
    assert answer.status_code == 422
    assert "Tuliskan mengapa anggota ini keluar" in answer.content.decode()
    client.force_login(scene.judges[0])
    for words in ("", "x" * 301):
        answer = client.post(f"/penghargaan/pencalonan/{row.pk}/benturan/", {"words": words})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert f'value="{words}"' in page or not words
        assert f'action="/penghargaan/pencalonan/{row.pk}/nilai/"' in page


def test_reports_and_archives_keep_what_was_typed(client: Client, scene: Scene) -> None:
    clock.set_to(NOW)
    person = scene.person()
    said = scene.thank(scene.person(), person)
    thanking.report(thanks=said, because="Kasar.", on=TODAY, now=NOW, by=account(person))
    client.force_login(scene.manager)
    typed = {"deed": "hide", "because": "y" * 301}
    answer = client.post(f"/terima-kasih/{said.pk}/jawab/", typed)
    assert answer.status_code == 422
    assert "y" * 301 in answer.content.decode()
    assert (
        client.post(f"/terima-kasih/{said.pk}/jawab/", typed | {"because": "Kasar"}).status_code
        == 302
    )
    row = ServiceBreak.objects.create(
        employee=person, kind="unpaid", period=Period(TODAY, LATER), letter="1", at=NOW, by=scene.manager
    )  # fmt: skip
    answer = client.post(f"/penghargaan/tanda-jasa/pemutus/{row.pk}/hapus/", {"reason": ""})
    assert answer.status_code == 422
    assert f'id="hapus-{row.pk}-reason"' in answer.content.decode()
    assert ServiceBreak.objects.exists()


def test_the_list_of_candidates_tells_a_line_a_person_and_the_conditions_on_demand(
    scene: Scene,
) -> None:
    scene.person("Sari Rekaan", nip="198001012016012001", birth_date=date(1980, 1, 1))
    page = signed_in(scene.manager).get(reverse("motivation:medal_candidates")).content.decode()
    assert '<summary>2 syarat kurang atau harus diperiksa<span class="hide"> Sari Rekaan' in page
