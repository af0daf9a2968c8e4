"""Agreements: their way and back, the text that words are given to, signatures, what is owed, lapse."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts.rules import Role
from luwes.collaboration import access
from luwes.collaboration.actions import agreements, obligations, partners, reminding, signing
from luwes.collaboration.models import Agreement, Obligation, Partner
from luwes.collaboration.rules.lapse import carries, reminder
from luwes.collaboration.rules.spelled import spelled
from luwes.collaboration.tests.cooperation import NOW, TODAY, YEAR, Cooperation
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import through
from luwes.letters.actions import produce
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def here() -> Cooperation:
    here = Cooperation()
    here.partner = here.checked()  # type: ignore[attr-defined]
    here.speak(here.partner)  # type: ignore[attr-defined]
    return here


def partner(here: Cooperation) -> Any:
    return here.partner  # type: ignore[attr-defined]


def told(user: Any) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


# ── rules ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("left", "already", "step"),
    [
        (91, None, None), (90, None, 90), (40, None, 90), (30, 90, 30), (30, 30, None),
        (8, 30, None), (7, 30, 7), (0, 7, None), (-1, 7, -1), (-40, None, -1), (-2, -1, None),
    ],
)  # fmt: skip
def test_each_step_is_told_once_and_a_late_job_tells_the_latest(left: int, already: int | None, step: int | None) -> None:  # fmt: skip
    assert reminder(TODAY + timedelta(days=left), (90, 30, 7, -1), already, TODAY) == step


def test_an_agreement_carries_new_work_only_signed_in_its_days_with_an_active_partner() -> None:
    def carried(state: str = "signed", partner: str = "active", on: date = TODAY) -> bool:
        whose = Partner(state=partner)
        return carries(Agreement(state=state, period=YEAR, partner=whose), on)

    assert carried()
    assert not carried(on=YEAR.end or TODAY)
    assert not carried(partner="suspended")
    assert not carried(state="agreed")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (11, "sebelas"), (14, "empat belas"), (100, "seratus"), (1001, "seribu satu"),
        (2025, "dua ribu dua puluh lima"), (1_000_000, "satu juta"),
        (3_500_000_000, "tiga miliar lima ratus juta"),
    ],
)  # fmt: skip
def test_figures_written_out(number: int, words: str) -> None:
    assert spelled(number) == words


# ── the way ──────────────────────────────────────────────────────────


def test_from_the_draft_to_the_signed_paper(here: Cooperation) -> None:
    row = here.signed(partner(here))
    row.refresh_from_db()
    assert (row.state, row.signed_on, row.partner_number) == ("signed", TODAY, "021/RJ/II/2025")
    assert [step.after for step in row.steps.order_by("pk")] == ["reviewed", "offered", "agreed", "signed"]  # fmt: skip
    letter = Letter.objects.get(agreement=row)
    assert produce(letter=letter, now=NOW)
    said = letter.payload
    assert [one["mark"] for one in said["parties"]] == ["PIHAK KESATU", "PIHAK KEDUA"]
    assert said["parties"][1]["number"] == "021/RJ/II/2025"
    assert "tiga miliar lima ratus juta rupiah" in str(said["articles"])
    assert carries(row, TODAY)
    assert any("Ditandatangani" in text for text in told(here.speaker))


def test_a_pks_without_duties_of_both_and_money_goes_nowhere(here: Cooperation) -> None:
    row = here.draft(partner(here), money="")
    with pytest.raises(Refused) as refused:
        here.step("submit", row, here.head)
    assert {problem.law for problem in refused.value.problems} == {"Permendagri 22/2020"}
    assert here.offered(partner(here), kind="understanding", money="").state == "offered"


def test_the_partner_sees_it_from_the_offer_on_and_not_what_was_said_before(here: Cooperation) -> None:  # fmt: skip
    row = here.draft(partner(here), kind="understanding")
    here.step("submit", row, here.head)
    assert not access.seen_agreements(here.speaker, TODAY).exists()
    here.step("offer", row, here.secretary)
    assert access.seen_agreements(here.speaker, TODAY).get() == row
    here.step("send_back", row, here.speaker, reason="Pasal 2 keliru.")
    assert row.state == "drafted"
    assert not access.seen_agreements(here.speaker, TODAY).exists()
    assert told(here.head)[-1] == "Perbaikan Ruas Jalan Rekaan: Rancangan"


def test_nothing_is_offered_to_nobody(here: Cooperation) -> None:
    other = here.checked("CV Lain Sekali", "02.234.567.8-322.000")
    row = here.draft(other, kind="understanding")
    here.step("submit", row, here.head)
    with pytest.raises(Refused, match="wakil"):
        here.step("offer", row, here.secretary)


def test_words_given_to_one_text_are_not_given_to_another(here: Cooperation) -> None:
    row = here.agreed(partner(here))
    signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    seen = row.revision
    agreements.change(agreement=row, text=here.text(scope="Lain."), revision=seen, on=TODAY, now=NOW, by=here.head)  # fmt: skip
    assert (row.state, row.partner_signed_at, row.partner_number) == ("drafted", None, "")
    with pytest.raises(Refused):
        signing.sign(agreement=row, revision=seen, on=TODAY, now=NOW, by=here.signer)
    with pytest.raises(Refused, match="baru saja diubah"):
        agreements.change(agreement=row, text=here.text(scope="X"), revision=seen, on=TODAY, now=NOW, by=here.head)  # fmt: skip


def test_the_same_text_again_changes_nothing(here: Cooperation) -> None:
    row = here.offered(partner(here))
    agreements.change(agreement=row, text=here.text(), revision=row.revision, on=TODAY, now=NOW, by=here.head)  # fmt: skip
    assert row.state == "offered"


def test_nobody_signs_what_they_drafted_nor_before_the_partner(here: Cooperation) -> None:
    row = here.agreed(partner(here))
    with pytest.raises(Refused, match="belum menandatanganinya"):
        signing.sign(agreement=row, revision=row.revision, on=TODAY, now=NOW, by=here.signer)
    signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    Agreement.objects.filter(pk=row.pk).update(made_by=here.signer)
    row.refresh_from_db()
    with pytest.raises(PermissionDenied):
        signing.sign(agreement=row, revision=row.revision, on=TODAY, now=NOW, by=here.signer)


def test_who_may_not_sign_for_the_partner_does_not(here: Cooperation) -> None:
    row = here.agreed(partner(here))
    clerk = a_user()
    here.speak(partner(here), clerk, may_sign=False)
    for user in (clerk, here.head, here.signer, a_user()):
        with pytest.raises(PermissionDenied):
            signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=user)  # fmt: skip


def test_steps_belong_to_whose_they_are(here: Cooperation) -> None:
    row = here.draft(partner(here), kind="understanding")
    with pytest.raises(PermissionDenied):
        here.step("submit", row, here.speaker)
    here.step("submit", row, here.head)
    with pytest.raises(PermissionDenied):
        here.step("offer", row, here.head)
    here.step("offer", row, here.secretary)
    with pytest.raises(PermissionDenied):
        here.step("agree", row, here.secretary)
    here.step("agree", row, here.speaker)
    with pytest.raises(Refused, match="sudah melangkah"):
        here.step("agree", row, here.speaker)
    with pytest.raises(Refused):
        here.step("give_up", row, here.speaker, reason=" ")
    here.step("give_up", row, here.speaker, reason="Tidak jadi.")
    assert row.state == "refused"


def test_a_partner_suspended_meanwhile_is_not_signed_with(here: Cooperation) -> None:
    row = here.agreed(partner(here))
    signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    partners.suspend(partner=partner(here), reason="Sengketa.", now=NOW, by=here.secretary)
    with pytest.raises(Refused, match="tidak aktif"):
        signing.sign(agreement=row, revision=row.revision, on=TODAY, now=NOW, by=here.signer)


def test_a_pks_carries_out_only_a_kesepakatan_in_force_with_the_same_partner(here: Cooperation) -> None:  # fmt: skip
    mou = here.signed(partner(here), kind="understanding", title="Kehendak")
    assert here.draft(partner(here), under=mou).under == mou
    other = here.checked("CV Lain Sekali", "02.234.567.8-322.000")
    for values in ({"kind": "understanding"}, {"period": through(date(2027, 1, 1), date(2027, 5, 1))}):  # fmt: skip
        with pytest.raises(Refused):
            here.draft(partner(here), under=mou, **values)
    with pytest.raises(Refused):
        here.draft(other, under=mou)


def test_ended_early_nothing_new_begins_and_it_is_renewed_by_another(here: Cooperation) -> None:
    row = here.signed(partner(here))
    with pytest.raises(PermissionDenied):
        here_end(here, row, here.head, TODAY)
    here_end(here, row, here.signer, TODAY)
    assert (row.state, row.ended_on) == ("ended", TODAY)
    assert not carries(row, TODAY)
    with pytest.raises(Refused):
        here_end(here, row, here.signer, TODAY)
    again = agreements.draft(
        unit=here.unit, partner=partner(here), text=here.text(), on=TODAY, now=NOW, by=here.head,
        renews=row,
    )  # fmt: skip
    assert again.renews == row
    with pytest.raises(Refused):
        agreements.draft(unit=here.unit, partner=partner(here), text=here.text(), on=TODAY, now=NOW, by=here.head, renews=again)  # fmt: skip


def here_end(here: Cooperation, row: Agreement, by: Any, on: date) -> None:
    from luwes.collaboration.actions.stepping import end

    end(agreement=row, reason="Dihentikan bersama.", on=on, now=NOW, by=by)


# ── what is owed ─────────────────────────────────────────────────────


def test_one_side_reports_the_other_confirms_or_returns(here: Cooperation) -> None:
    row = here.signed(partner(here))
    owed = row.obligations.get(side="partner")
    common = {"on": TODAY, "now": NOW}
    with pytest.raises(PermissionDenied):
        obligations.report(obligation=owed, words="Selesai", by=here.head, **common)
    obligations.report(obligation=owed, words="Selesai 1 km", by=here.speaker, **common)
    with pytest.raises(Refused):
        obligations.report(obligation=owed, words="lagi", by=here.speaker, **common)
    with pytest.raises(PermissionDenied):
        obligations.confirm(obligation=owed, by=here.speaker, **common)
    with pytest.raises(Refused):
        obligations.give_back(obligation=owed, reason=" ", by=here.head, **common)
    obligations.give_back(obligation=owed, reason="Baru 0,5 km.", by=here.head, **common)
    assert owed.reported_at is None
    assert told(here.speaker)[-1] == "Dikembalikan: Membangun fondasi jalan 2,5 km"
    obligations.report(obligation=owed, words="Selesai 2,5 km", by=here.speaker, **common)
    obligations.confirm(obligation=owed, by=here.head, **common)
    with pytest.raises(Refused):
        obligations.give_back(obligation=owed, reason="x", by=here.head, **common)


def test_nothing_is_reported_before_the_signature(here: Cooperation) -> None:
    row = here.agreed(partner(here))
    owed = row.obligations.get(side="partner")
    with pytest.raises(Refused, match="belum ditandatangani"):
        obligations.report(obligation=owed, words="x", on=TODAY, now=NOW, by=here.speaker)
    with pytest.raises(Refused):
        here.owe(row, "partner", "Terlambat sekali", days=900)


# ── time ─────────────────────────────────────────────────────────────


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=NOW.tzinfo)


def test_obligations_papers_and_agreements_are_told_of_once_each(here: Cooperation) -> None:
    here.signed(partner(here))
    Message.objects.all().delete()
    late = TODAY + timedelta(days=57)  # three days before both are due
    for _again in range(2):
        reminding.remind_of_obligations(on=late, now=at(late))
    assert told(here.speaker) == ["Segera jatuh tempo: Membangun fondasi jalan 2,5 km"]
    assert told(here.head) == ["Segera jatuh tempo: Melapis aspal"]
    over = TODAY + timedelta(days=61)
    reminding.remind_of_obligations(on=over, now=at(over))
    assert len(told(here.secretary)) == 2
    Message.objects.all().delete()
    last = YEAR.last_day or TODAY
    for day in (last - timedelta(days=60), last - timedelta(days=60), last + timedelta(days=1), last + timedelta(days=9)):  # fmt: skip
        reminding.remind_of_agreements(on=day, now=at(day))
    assert told(here.head) == [
        "Perbaikan Ruas Jalan Rekaan segera berakhir",
        "Masa berlaku Perbaikan Ruas Jalan Rekaan selesai",
    ]
    assert reminding.remind_of_papers(on=last - timedelta(days=60), now=at(last)) == 3
    assert reminding.remind_of_papers(on=last - timedelta(days=59), now=at(last)) == 0
    assert "Akta pendirian PT Rekaan Jaya segera berakhir" in told(here.secretary)


def test_a_paper_with_a_newer_one_is_not_asked_for(here: Cooperation) -> None:
    last = YEAR.last_day or TODAY
    here_new = through(TODAY, date(2030, 1, 1))
    from luwes.collaboration.actions.papers import Paper, add, approve
    from luwes.collaboration.tests.cooperation import a_pdf
    from luwes.services.documents import Checked

    new = add(partner=partner(here), paper=Paper("deed", "2", here_new, Checked("b.pdf", "pdf", a_pdf("baru"))), on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    approve(document=new, now=NOW, by=here.secretary)
    Message.objects.all().delete()
    reminding.remind_of_papers(on=last, now=at(last))
    assert not any("Akta" in text for text in told(here.secretary))


# ── at once ──────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_two_at_once_sign_once() -> None:
    here = Cooperation()
    company = here.checked()
    here.speak(company)
    row = here.agreed(company)
    signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    start, refused = Barrier(2), []

    def press() -> None:
        mine = Agreement.objects.select_related("partner", "agency").get(pk=row.pk)
        start.wait()
        try:
            signing.sign(agreement=mine, revision=mine.revision, on=TODAY, now=NOW, by=here.signer)
        except Refused as problem:
            refused.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=press) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), Letter.objects.filter(about_kind="collaboration.agreement").count()) == (1, 1)  # fmt: skip


def test_other_governments_see_neither_drafts_nor_signed_ones(here: Cooperation) -> None:
    row = here.signed(partner(here))
    far = an_agency("Pemerintah Kabupaten Rekaan")
    stranger = a_user(Role.COOPERATION_OFFICER, scope_kind="agency", scope_id=far.pk)
    assert not access.seen_agreements(stranger, TODAY).filter(pk=row.pk).exists()
    assert access.side_in(stranger, row, TODAY) is None
    assert Obligation.objects.count() == 2
