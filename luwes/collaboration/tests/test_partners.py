"""Partners: one tax number once, names alike, papers, suspension, merging, who speaks for them."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.collaboration import access
from luwes.collaboration.actions import papers, partners, representatives
from luwes.collaboration.actions.papers import Paper
from luwes.collaboration.actions.representatives import Naming, NewAccount
from luwes.collaboration.models import Partner
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.tests.cooperation import NOW, TODAY, Cooperation, a_pdf
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.services.documents import Checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cooperation:
    return Cooperation()


def fields(refused: Any) -> set[str | None]:
    return {problem.field for problem in refused.value.problems}


# ── alike ────────────────────────────────────────────────────────────


def test_one_tax_number_is_one_partner_however_it_is_written(here: Cooperation) -> None:
    here.propose("PT Rekaan Jaya", tax_number="01.234.567.8-322.000")
    with pytest.raises(Refused) as refused:
        here.propose("CV Lain Sekali", why="beda", tax_number="0012345678322000")
    assert fields(refused) == {"tax_number"}
    assert Partner.objects.count() == 1


@pytest.mark.parametrize("name", ["P.T. REKAAN JAYA, Tbk.", "Rekaan Jaya", "PT Rekaan Jya"])
def test_a_name_alike_is_written_only_with_a_reason(here: Cooperation, name: str) -> None:
    here.propose("PT Rekaan Jaya")
    with pytest.raises(Refused) as refused:
        here.propose(name)
    assert fields(refused) == {"is_another"}
    here.propose(name, why="Badan hukum lain")
    entry = Entry.objects.filter(deed="collaboration.partner_proposed").latest("pk")
    assert entry.reason == "Badan hukum lain"


def test_another_name_needs_no_reason_and_a_bad_number_is_told(here: Cooperation) -> None:
    here.propose("PT Rekaan Jaya")
    with pytest.raises(Refused) as refused:
        here.propose("Yayasan Sungai Bersih", tax_number="123")
    assert fields(refused) == {"tax_number"}
    assert here.propose("Yayasan Sungai Bersih").tax_mark == ""


def test_whoever_proposes_nothing_writes_nobody_down(here: Cooperation) -> None:
    here.head = a_user(Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        here.propose()


# ── papers and checking ──────────────────────────────────────────────


def test_a_partner_is_active_only_with_all_its_papers_looked_at(here: Cooperation) -> None:
    partner = here.propose(tax_number="01.234.567.8-322.000")
    deed = here.paper(partner, "deed")
    here.paper(partner, "tax_number")
    with pytest.raises(Refused) as refused:
        partners.check(partner=partner, now=NOW, on=TODAY, by=here.secretary)
    laws = {problem.law for problem in refused.value.problems}
    assert laws == {"UU 40/2007 ps. 7", "PP 28/2025", "UU 28/2007 ps. 2"}
    papers.approve(document=deed, now=NOW, by=here.secretary)
    with pytest.raises(Refused):
        partners.check(partner=partner, now=NOW, on=TODAY, by=here.secretary)
    assert here.checked("PT Berbeda Benar", "02.234.567.8-322.000").state == "active"


def test_nobody_looks_at_the_paper_they_brought(here: Cooperation) -> None:
    partner = here.propose()
    own = here.paper(partner, "deed", by=here.secretary)
    with pytest.raises(Refused):
        papers.approve(document=own, now=NOW, by=here.secretary)
    with pytest.raises(PermissionDenied):
        papers.approve(document=own, now=NOW, by=here.head)


def test_a_paper_that_is_over_or_there_already_is_refused(here: Cooperation) -> None:
    partner = here.propose()
    here.paper(partner, "deed")
    with pytest.raises(Refused, match="sudah ada"):
        here.paper(partner, "deed")
    past = through(TODAY - timedelta(days=90), TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        here.paper(partner, "board", period=past)
    assert fields(refused) == {"last_day"}


def test_strangers_bring_and_take_no_papers(here: Cooperation) -> None:
    partner = here.checked()
    stranger = a_user()
    with pytest.raises(PermissionDenied):
        here.paper(partner, "board", by=stranger)
    with pytest.raises(PermissionDenied):
        papers.remove(document=partner.documents.first() or pytest.fail("none"), on=TODAY, now=NOW, by=here.head)  # fmt: skip
    here.speak(partner)
    own = here.paper(partner, "board", by=here.speaker)
    papers.remove(document=own, on=TODAY, now=NOW, by=here.speaker)
    assert not partner.documents.filter(kind="board").exists()


def test_a_suspended_partner_enters_no_agreement_until_checked_anew(here: Cooperation) -> None:
    partner = here.checked()
    with pytest.raises(Refused) as refused:
        partners.suspend(partner=partner, reason=" ", now=NOW, by=here.secretary)
    assert fields(refused) == {"reason"}
    partners.suspend(partner=partner, reason="Akta dipersoalkan.", now=NOW, by=here.secretary)
    with pytest.raises(Refused, match="dibekukan"):
        here.draft(partner)
    partners.check(partner=partner, now=NOW, on=TODAY, by=here.secretary)
    assert here.draft(partner).state == "drafted"


def test_the_secretariat_of_another_government_checks_nothing(here: Cooperation) -> None:
    partner = here.propose()
    other = a_user(Role.COOPERATION_OFFICER, scope_kind="agency", scope_id=an_agency().pk)
    for deed in (
        lambda: partners.check(partner=partner, now=NOW, on=TODAY, by=other),
        lambda: partners.suspend(partner=partner, reason="x", now=NOW, by=other),
        lambda: partners.merge(gone=partner, kept=here.propose("CV Lain"), reason="x", on=TODAY, now=NOW, by=other),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            deed()


# ── representatives ──────────────────────────────────────────────────


def test_an_official_never_speaks_for_a_partner(here: Cooperation) -> None:
    with pytest.raises(Refused) as refused:
        here.speak(here.checked(), here.head)
    assert fields(refused) == {"account"}


def test_a_new_account_can_do_nothing_but_speak(here: Cooperation) -> None:
    partner = here.checked()
    row = representatives.name_new(
        partner=partner, account=NewAccount("direktur.rekaan", "Direktur", "d@contoh.id"),
        naming=Naming("Direktur", True, Period(TODAY)), on=TODAY, now=NOW, by=here.secretary,
    )  # fmt: skip
    assert not row.user.has_usable_password()
    assert list(access.seen_partners(row.user, TODAY)) == [partner]
    assert not access.sees_cooperation(row.user)
    with pytest.raises(Refused) as refused:  # no address for the link: nobody else makes it
        representatives.name_new(
            partner=partner, account=NewAccount("lain", "X", ""),
            naming=Naming("Direktur", True, Period(TODAY)), on=TODAY, now=NOW, by=here.secretary,
        )  # fmt: skip
    assert fields(refused) == {"email"}
    with pytest.raises(Refused):  # the name is taken: no second account, no second representative
        representatives.name_new(
            partner=partner, account=NewAccount("Direktur.Rekaan", "X", "x@contoh.id"),
            naming=Naming("Direktur", True, Period(TODAY)), on=TODAY, now=NOW, by=here.secretary,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        representatives.name_new(
            partner=partner, account=NewAccount("lain", "X", "x@contoh.id"),
            naming=Naming("Direktur", True, Period(TODAY)), on=TODAY, now=NOW, by=here.head,
        )  # fmt: skip


def test_whose_time_is_over_sees_nothing_and_signs_nothing(here: Cooperation) -> None:
    partner = here.checked()
    row = here.speak(partner)
    agreement = here.agreed(partner)
    tomorrow = TODAY + timedelta(days=1)
    representatives.end(representative=row, on=tomorrow, by=here.secretary)
    here.speaker.__dict__.pop("_represented", None)
    assert not access.seen_agreements(here.speaker, tomorrow).exists()
    assert not access.can_sign_for_partner(here.speaker, agreement, tomorrow)
    assert not access.can_read_papers(here.speaker, partner, tomorrow)


# ── lists ────────────────────────────────────────────────────────────


def test_lists_find_by_name_kind_state_and_papers_that_end(here: Cooperation) -> None:
    partner = here.checked()
    here.propose("Yayasan Sungai Bersih")

    def found(**values: Any) -> list[str]:
        rows = queries.listed(Partner.objects.all(), queries.Wanted(**values), TODAY)
        return [row.name for row in rows]

    assert found(words="sungai") == ["Yayasan Sungai Bersih"]
    assert found(words="P.T. jaya") == ["PT Rekaan Jaya"]
    assert found(state="active") == ["PT Rekaan Jaya"]
    assert found(ending=True) == []
    file = Checked("x.pdf", "pdf", a_pdf("x"))
    period = through(TODAY, TODAY + timedelta(days=60))
    papers.add(partner=partner, paper=Paper("board", "", period, file), on=TODAY, now=NOW, by=here.secretary)  # fmt: skip
    assert found(ending=True) == ["PT Rekaan Jaya"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_company_down_once() -> None:
    here = Cooperation()
    start, told = Barrier(2), []

    def write(name: str) -> None:
        start.wait()
        try:
            here.propose(name, why="beda", tax_number="01.234.567.8-322.000")
        except Refused as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(name,)) for name in ("PT Rekaan", "Rekaan Tbk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Partner.objects.count(), len(told)) == (1, 1)
