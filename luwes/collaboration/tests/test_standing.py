"""What a partner was checked for holds: its identity, its papers on the day, what an agreement carries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.collaboration import jobs
from luwes.collaboration.actions import papers, partners, programmes, reminding, signing
from luwes.collaboration.actions.forgetting import forget_phones
from luwes.collaboration.actions.papers import Paper
from luwes.collaboration.actions.partners import PartnerDraft
from luwes.collaboration.models import Partner, PartnerDocument, PartnerMember, ProgrammePartner
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.tests import builders
from luwes.collaboration.tests.builders import Scene, an_agreement
from luwes.collaboration.tests.cooperation import NOW, TODAY, YEAR, Cooperation, a_pdf
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import through
from luwes.notifications.models import Message
from luwes.services.documents import Checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cooperation:
    clock.set_to(NOW)
    return Cooperation()


WRITTEN = PartnerDraft("company", "PT Rekaan Jaya", tax_number="01.234.567.8-322.000")


@pytest.mark.parametrize(
    ("draft", "state"),
    [
        (replace(WRITTEN, name="PT Lain Sekali"), "proposed"),
        (replace(WRITTEN, kind="media"), "proposed"),
        (replace(WRITTEN, tax_number="02.234.567.8-322.000"), "proposed"),
        (replace(WRITTEN, legal_number="AHU-1"), "proposed"),
        (replace(WRITTEN, name="P.T. REKAAN JAYA", address="Jalan Baru 1", phone="08"), "active"),
    ],
)
def test_another_identity_is_checked_anew(here: Cooperation, draft: PartnerDraft, state: str) -> None:  # fmt: skip
    partner = here.checked()
    partners.change(partner=partner, draft=draft, is_another="", now=NOW, by=here.secretary)
    partner.refresh_from_db()
    assert partner.state == state
    assert bool(partner.state_reason) == (state == "proposed")


def test_a_suspended_one_is_not_freed_by_another_name(here: Cooperation) -> None:
    partner = here.checked()
    partners.suspend(partner=partner, reason="Sengketa.", now=NOW, by=here.secretary)
    partners.change(partner=partner, draft=replace(WRITTEN, name="PT Lain"), is_another="", now=NOW, by=here.secretary)  # fmt: skip
    assert Partner.objects.get().state == "suspended"


def test_without_a_paper_that_it_must_show_it_is_checked_anew(here: Cooperation) -> None:
    partner = here.checked()
    spare = here.paper(partner, "board", by=here.secretary)
    for document, state in ((spare, "active"), (partner.documents.get(kind="deed"), "proposed")):
        papers.remove(document=document, on=TODAY, now=NOW, by=here.secretary)
        assert Partner.objects.get().state == state


def test_nothing_goes_on_with_a_paper_that_is_over(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.draft(partner, kind="understanding")
    PartnerDocument.objects.filter(kind="deed").update(
        period=through(TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    )
    with pytest.raises(Refused, match="Akta pendirian"):
        here.step("submit", row, here.head)


def test_a_paper_that_nobody_looked_at_silences_no_reminder(here: Cooperation) -> None:
    partner, last = here.checked(), YEAR.last_day or TODAY
    file = Checked("b.pdf", "pdf", a_pdf("baru"))
    longer = through(TODAY, last + timedelta(days=900))
    here.speak(partner)
    new = papers.add(partner=partner, paper=Paper("deed", "2", longer, file), on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    told = _reminded(last)
    assert told("Akta pendirian PT Rekaan Jaya segera berakhir")
    PartnerDocument.objects.update(warned_days=None)
    papers.approve(document=new, now=NOW, by=here.secretary)
    assert not _reminded(last)("Akta pendirian PT Rekaan Jaya segera berakhir")


def _reminded(on: date) -> Callable[[str], bool]:
    Message.objects.all().delete()
    reminding.remind_of_papers(on=on, now=datetime(on.year, on.month, on.day, 3, tzinfo=UTC))
    subjects = set(Message.objects.values_list("subject", flat=True))
    return lambda text: text in subjects


# ── programmes ───────────────────────────────────────────────────────


def test_a_mere_kesepakatan_bersama_carries_no_programme() -> None:
    scene = Scene()
    programme = scene.programme()
    will = an_agreement(scene.unit, scene.partner, kind="understanding")
    with pytest.raises(Refused, match="PKS"):
        scene.joined(programme, will)
    assert list(queries.joinable(programme, builders.TODAY)) == [scene.agreement]


def test_whose_paper_is_over_joins_nothing() -> None:
    scene = Scene()
    scene.partner.documents.filter(kind="deed").update(checked_at=None)
    with pytest.raises(Refused, match="Akta pendirian"):
        scene.joined(scene.programme())


@pytest.mark.parametrize(("state", "word"), [("suspended", "dibekukan"), ("proposed", "diperiksa ulang"), ("active", "")])  # fmt: skip
def test_why_no_work_begins_is_said_as_it_is(state: str, word: str) -> None:
    scene = Scene()
    joined = scene.joined(scene.programme())
    Partner.objects.filter(pk=scene.partner.pk).update(state=state)
    found = programmes.work_of(ProgrammePartner.objects.get(pk=joined.pk), builders.TODAY)
    assert [word in problem.message for problem in found] == ([True] if word else [])


def test_numbers_are_forgotten_when_time_ends_them() -> None:
    scene = Scene()
    joined = scene.joined(scene.programme())
    for name, last in (("Lama", TODAY), ("Baru", TODAY + timedelta(days=1))):
        PartnerMember.objects.create(
            partner=joined, name=name, role="Mandor", phone="0812", period=through(TODAY, last)
        )
    tomorrow = TODAY + timedelta(days=1)
    assert forget_phones(on=TODAY) == 0
    assert forget_phones(on=tomorrow) == 1
    assert forget_phones(on=tomorrow) == 0
    numbers = dict(PartnerMember.objects.values_list("name", "phone"))
    assert numbers == {"Lama": "", "Baru": "0812"}


def test_the_morning_job_forgets_too() -> None:
    scene = Scene()
    joined = scene.joined(scene.programme())
    PartnerMember.objects.create(
        partner=joined, name="Lama", role="Mandor", phone="0812", period=through(TODAY, TODAY)
    )
    jobs.remind(0)
    assert PartnerMember.objects.get().phone == ""


def test_who_signs_waits_for_who_merges_before_holding_anything(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.agreed(partner)
    signing.sign_for_partner(agreement=row, number="1", revision=row.revision, on=TODAY, now=NOW, by=here.speaker)  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        signing.sign(agreement=row, revision=row.revision, on=TODAY, now=NOW, by=here.signer)
    held = [q["sql"] for q in asked if "advisory" in q["sql"] or "FOR NO KEY UPDATE" in q["sql"]]
    assert "advisory" in held[0]
