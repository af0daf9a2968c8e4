"""Thanks between colleagues and from citizens: who may, who reads, what counts, what is reported."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import thanking
from luwes.motivation.models import Contribution, Thanks
from luwes.motivation.queries import thanks as queries
from luwes.motivation.rules.thanks import A_DAY, PAIR_DAYS, Seen
from luwes.motivation.tests.recognition_scene import NOW, TODAY, Scene, account
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.tests.builders import an_employee
from luwes.services.facts import Thanked

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def kept(thanks: Thanks) -> Contribution | None:
    rows = Contribution.objects.filter(source_kind="thanks", source_id=str(thanks.pk))
    return rows.filter(withdrawn_at=None).first()


def test_a_thanks_is_told_counted_and_logged(scene: Scene) -> None:
    giver, receiver = scene.person("Budi Rekaan"), scene.person("Sari Rekaan")
    row = scene.thank(giver, receiver)
    assert (row.seen, row.from_below) == ("line", False)
    message = Message.objects.get(kind="motivation.thanked")
    assert message.user == receiver.user
    assert "Budi Rekaan" in message.subject
    evidence = kept(row)
    assert evidence is not None
    assert evidence.employee == receiver
    assert row.words not in evidence.words + evidence.detail  # the words stay between the two
    assert Entry.objects.filter(deed="motivation.thanks_given").exists()


def test_pressed_twice_it_is_one(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    assert scene.thank(giver, receiver) == scene.thank(giver, receiver)
    assert Thanks.objects.count() == 1


def test_not_to_oneself_nor_elsewhere_nor_to_who_has_left(scene: Scene) -> None:
    giver = scene.person()
    for receiver in (giver, an_employee(user=a_user()), scene.person(is_current=False)):
        with pytest.raises(Refused):
            scene.thank(giver, receiver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(giver=giver, receiver=giver, words="x", on=TODAY, at=NOW)
    with pytest.raises(PermissionDenied):
        thanking.give(
            giver=giver, receiver=scene.person(), words="x", on=TODAY, now=NOW, by=a_user()
        )


def test_once_in_thirty_days_to_the_same_and_five_a_day(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    scene.thank(giver, receiver)
    with pytest.raises(Refused, match="30 hari"):
        scene.thank(giver, receiver, "Lagi", on=TODAY + timedelta(days=PAIR_DAYS - 1))
    scene.thank(giver, receiver, "Lagi", on=TODAY + timedelta(days=PAIR_DAYS))
    for _n in range(A_DAY - 1):
        scene.thank(giver, scene.person())
    with pytest.raises(Refused, match="5 ucapan sehari"):
        scene.thank(giver, scene.person())
    scene.thank(giver, scene.person(), on=TODAY + timedelta(days=1))


def test_taken_back_it_still_counts_for_the_day(scene: Scene) -> None:
    giver = scene.person()
    for _n in range(A_DAY):
        row = scene.thank(giver, scene.person())
        thanking.withdraw(thanks=row, now=NOW, by=account(giver))
    with pytest.raises(Refused):
        scene.thank(giver, scene.person())


def test_about_a_duty_of_both_only(scene: Scene) -> None:
    a, b, c = scene.person(), scene.person(), scene.person()
    from luwes.mobilisation.tests.builders import an_incident

    incident = an_incident()
    during = Period(TODAY - timedelta(days=40), TODAY - timedelta(days=30))
    scene.sent([a, b], during, owner=incident.pk)
    [duty] = queries.duties_of(a.pk, TODAY)
    row = scene.thank(a, b, duty=duty.key)
    assert row.about == duty.words != ""
    assert [one.employee for one in queries.served_together(a, TODAY)] == [b]
    for giver, receiver in ((a, c), (c, a)):
        with pytest.raises(Refused, match="tidak tercatat"):
            scene.thank(giver, receiver, duty=duty.key)


def test_who_reports_to_the_receiver_is_noted_when_it_is_given(scene: Scene) -> None:
    nurse = scene.person()
    assert scene.thank(nurse, scene.head).from_below
    assert scene.thank(nurse, scene.chief).from_below  # further above too
    assert not scene.thank(scene.head, nurse).from_below
    assert queries.count_of(scene.chief.pk, TODAY).total == 1


def test_the_receiver_chooses_who_reads_it_and_nobody_else(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    row = scene.thank(giver, receiver)
    bkd = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=scene.agency.pk)
    head = account(scene.head)

    def readers() -> list[bool]:
        users = (account(receiver), head, bkd, account(scene.person()))
        return [access.seen_thanks(u, receiver, TODAY).exists() for u in users]

    assert readers() == [True, True, False, False]
    for user in (account(giver), head, scene.manager):
        with pytest.raises(PermissionDenied):
            thanking.place(thanks=row, seen=Seen.PAGE, now=NOW, by=user)
    thanking.place(thanks=row, seen=Seen.PAGE, now=NOW, by=account(receiver))
    assert readers() == [True, True, True, True]  # each page itself asks who may open the file
    evidence = kept(row)
    assert evidence
    assert evidence.detail == row.words
    thanking.place(thanks=row, seen=Seen.OWN, now=NOW, by=account(receiver))
    assert readers() == [True, False, False, False]
    assert kept(row) is None
    thanking.place(thanks=row, seen=Seen.LINE, now=NOW, by=account(receiver))
    assert kept(row) is not None


def test_taken_back_it_is_gone_everywhere(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    row = scene.thank(giver, receiver)
    with pytest.raises(PermissionDenied):
        thanking.withdraw(thanks=row, now=NOW, by=account(receiver))
    for _again in range(2):
        thanking.withdraw(thanks=row, now=NOW, by=account(giver))
    assert kept(row) is None
    assert not access.own_thanks(account(receiver)).exists()
    assert queries.count_of(receiver.pk, TODAY).total == 0
    with pytest.raises(Refused):
        thanking.place(thanks=row, seen=Seen.PAGE, now=NOW, by=account(receiver))


def test_a_citizen_thanks_without_a_name_and_once_a_case(scene: Scene) -> None:
    officer = scene.person()
    for _again in range(2):
        announce(Thanked(77, officer.pk, "Cepat dan ramah", NOW))
    announce(Thanked(78, 0, "Kepada siapa?", NOW))  # nobody's file: nothing breaks
    announce(Thanked(79, officer.pk, "  ", NOW))
    row = Thanks.objects.get()
    assert (row.giver, row.words) == (None, "Cepat dan ramah")
    assert Message.objects.filter(kind="motivation.thanked").count() == 1
    evidence = kept(row)
    assert evidence
    assert "warga" in evidence.words
    assert queries.count_of(officer.pk, TODAY).citizens == 1


def test_reported_words_are_put_away_at_once_and_decided_by_another(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    row = scene.thank(giver, receiver, "Dasar lambat")
    thanking.place(thanks=row, seen=Seen.PAGE, now=NOW, by=account(receiver))
    with pytest.raises(PermissionDenied):
        thanking.report(thanks=row, because="x", on=TODAY, now=NOW, by=account(giver))
    with pytest.raises(Refused):
        thanking.report(thanks=row, because=" ", on=TODAY, now=NOW, by=account(receiver))
    for _again in range(2):
        thanking.report(thanks=row, because="Menghina", on=TODAY, now=NOW, by=account(receiver))
    assert not access.seen_thanks(account(scene.head), receiver, TODAY).exists()
    assert kept(row) is None
    told = Message.objects.filter(kind="motivation.thanks_report")
    assert [m.user for m in told] == [scene.manager]
    assert list(access.reported_thanks(scene.manager, TODAY)) == [row]
    with pytest.raises(PermissionDenied):
        thanking.answer(thanks=row, hide=True, because="x", on=TODAY, now=NOW, by=scene.signer)
    with pytest.raises(Refused):
        thanking.answer(thanks=row, hide=True, because="", on=TODAY, now=NOW, by=scene.manager)
    for _again in range(2):
        thanking.answer(thanks=row, hide=True, because="Kasar", on=TODAY, now=NOW, by=scene.manager)
    with pytest.raises(Refused, match="sudah diputuskan"):
        thanking.answer(thanks=row, hide=False, because="x", on=TODAY, now=NOW, by=scene.manager)
    assert not access.own_thanks(account(receiver)).exists()
    assert {m.user for m in told.filter(sent_by=scene.manager)} == {giver.user, receiver.user}
    assert Entry.objects.filter(deed="motivation.thanks_hidden", reason="Kasar").count() == 1


def test_left_words_count_again(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    row = scene.thank(giver, receiver)
    thanking.report(thanks=row, because="Keliru", on=TODAY, now=NOW, by=account(receiver))
    assert queries.count_of(receiver.pk, TODAY).total == 0
    thanking.answer(thanks=row, hide=False, because="Wajar", on=TODAY, now=NOW, by=scene.manager)
    assert kept(row) is not None
    assert queries.count_of(receiver.pk, TODAY).total == 1


def test_nobody_decides_on_a_report_of_the_own(scene: Scene) -> None:
    file = an_employee("Analis Rekaan", agency=scene.agency, user=scene.manager)
    giver = scene.person()
    row = scene.thank(giver, file)
    with pytest.raises(Refused, match="Belum ada pengelola"):
        thanking.report(thanks=row, because="Menghina", on=TODAY, now=NOW, by=scene.manager)
    other = scene.officer(Role.STAFFING_ANALYST, "Analis lain")
    thanking.report(thanks=row, because="Menghina", on=TODAY, now=NOW, by=scene.manager)
    assert not access.reported_thanks(scene.manager, TODAY).exists()
    assert list(access.reported_thanks(other, TODAY)) == [row]


def test_a_ring_in_the_tables_counts_as_the_rule_says(scene: Scene) -> None:
    a, b, c, x = (scene.person() for _n in range(4))
    for giver, receiver in ((a, b), (b, c), (c, a), (x, a)):
        scene.thank(giver, receiver)
    with CaptureQueriesContext(connection) as cost:
        found = queries.count_of(a.pk, TODAY)
    assert len(cost) == 1
    assert found.outside == {x.pk}
    assert found.inside == {c.pk}
    assert queries.count_of(b.pk, TODAY).total == 1


# ── pages ────────────────────────────────────────────────────────────


def test_a_colleague_thanks_another_on_the_pages(client: Client, scene: Scene) -> None:
    giver, receiver = scene.person("Budi Rekaan"), scene.person("Sari Wulandari")
    client.force_login(account(giver))
    found = client.get("/terima-kasih/rekan/?nama=receiver&receiver_text=Sari Wulandari")
    assert f'value="{receiver.pk}"' in found.content.decode()
    page = client.get(f"/terima-kasih/tulis/?kepada={receiver.pk}").content.decode()
    assert "Sari Wulandari" in page
    filled = {
        "receiver": receiver.pk, "receiver_text": "x", "receiver_searched": "x",
        "words": "Terima kasih sudah menemani jaga malam.", "value": "collaborative",
    }  # fmt: skip
    for _twice in range(2):
        assert client.post("/terima-kasih/tulis/", filled).status_code == 302
    assert client.post("/terima-kasih/tulis/", filled | {"words": "Lain"}).status_code == 422
    row = Thanks.objects.get()
    assert row.on == clock.today()
    client.force_login(account(receiver))
    own = client.get("/terima-kasih/").content.decode()
    assert "jaga malam" in own
    assert "1 suara berterima kasih" in own
    assert "Mengapa terhitung 1?" in own
    assert client.post(f"/terima-kasih/{row.pk}/pembaca/", {"seen": "page"}).status_code == 302
    client.force_login(account(scene.head))
    assert client.post(f"/terima-kasih/{row.pk}/pembaca/", {"seen": "own"}).status_code == 404
    part = client.get(f"/pegawai/{receiver.pk}/terima-kasih/", headers={"HX-Request": "true"})
    assert "jaga malam" in part.content.decode()
    assert "<html" not in part.content.decode()
    client.force_login(account(giver))
    assert client.get(f"/pegawai/{receiver.pk}/terima-kasih/").status_code == 404


def test_the_page_asks_no_more_with_more_thanks(client: Client, scene: Scene) -> None:
    receiver = scene.person()
    client.force_login(account(receiver))

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/terima-kasih/").status_code == 200
        return len(found)

    scene.thank(scene.person(), receiver, on=clock.today())
    cost()  # the first look of a session writes down that it was there
    few = cost()
    for _n in range(6):
        scene.thank(scene.person(), receiver, on=clock.today())
        scene.thank(receiver, scene.person(), on=clock.today() - timedelta(days=_n))
    assert cost() == few <= 12


def test_who_has_no_file_has_no_page(client: Client) -> None:
    client.force_login(a_user())
    for path in ("/terima-kasih/", "/terima-kasih/tulis/", "/penghargaan/tanda-jasa/"):
        assert client.get(path).status_code == 403


def test_thanks_taken_back_cannot_be_given_anew_at_once(scene: Scene) -> None:
    giver, receiver = scene.person(), scene.person()
    row = scene.thank(giver, receiver)
    thanking.withdraw(thanks=row, now=NOW, by=account(giver))
    with pytest.raises(Refused, match="30 hari"):
        scene.thank(giver, receiver)
    scene.thank(giver, receiver, on=TODAY + timedelta(days=PAIR_DAYS))


def test_a_ring_does_not_hide_behind_many_thanks(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = (scene.person() for _n in range(3))
    for giver, receiver in ((a, b), (b, c), (c, a), (scene.person(), a)):
        scene.thank(giver, receiver)
    monkeypatch.setattr(queries, "MOST_WAYS", 1)
    assert queries.count_of(a.pk, TODAY).total == 1
