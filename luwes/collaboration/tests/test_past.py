"""Pages of a day that is past: what was so then, what is not known of it, and nothing to press."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.tests.builders import signed_in
from luwes.audit import actions as audit
from luwes.collaboration.actions import (
    agreements,
    claims,
    indicators,
    milestones,
    obligations,
    papers,
)
from luwes.collaboration.actions import partners as partner_actions
from luwes.collaboration.actions import programmes as programme_actions
from luwes.collaboration.models import Agreement, Milestone, Programme
from luwes.collaboration.tests import builders, cooperation, team_scene
from luwes.collaboration.tests.builders import Scene
from luwes.collaboration.tests.cooperation import Cooperation
from luwes.core import clock

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(start: datetime, days: int) -> tuple[date, datetime]:
    """The clock so many days later, too."""
    now = start + timedelta(days=days)
    clock.set_to(now)
    return now.date(), now


def text(user: User, name: str, key: int, on: date | None = None) -> str:
    client: Client = signed_in(user)
    answer = client.get(reverse(f"collaboration:{name}", args=[key]), {"per": on} if on else {})
    assert answer.status_code == 200
    page = answer.content.decode()
    if on:
        assert '<form method="post"' not in page.split("<main")[1]
        assert "Anda melihat keadaan per" in page
    return page


# ── programmes ───────────────────────────────────────────────────────


@pytest.fixture
def scene() -> Scene:
    clock.set_to(builders.NOW)
    return Scene()


def test_progress_of_a_programme_is_that_of_the_day(scene: Scene) -> None:
    """Claimed on the first day, seen by the other side on the fifth, the rest on the tenth."""
    programme, base, _asphalt = scene.running()
    first = scene.claimed(base, 60)
    on, now = at(builders.NOW, 5)
    scene.verified(first, 50, on=on, now=now)
    on, now = at(builders.NOW, 10)
    scene.claimed(base, 100, on=on, now=now)
    shown = {
        days: text(scene.lead, "programme", programme.pk, builders.TODAY + days * DAY)
        for days in (0, 4, 5, 9)
    }
    assert "Terverifikasi 0 %, diklaim 30 %" in shown[0]
    assert "Menunggu pemeriksaan" in shown[4]
    assert "Terverifikasi 25 %, diklaim 30 %" in shown[5]
    assert "Menunggu pemeriksaan" not in shown[9]
    assert "diklaim 50 %" in text(scene.lead, "programme", programme.pk)


def test_a_claim_taken_back_later_stood_until_then(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 60)
    on, now = at(builders.NOW, 3)
    claims.withdraw(claim=claim, on=on, now=now, by=scene.rep)
    at(builders.NOW, 9)
    assert "diklaim 30 %" in text(scene.lead, "programme", programme.pk, builders.TODAY + 2 * DAY)
    assert "diklaim 0 %" in text(scene.lead, "programme", programme.pk, builders.TODAY + 3 * DAY)


def test_state_name_and_parts_of_a_programme_are_those_of_the_day(scene: Scene) -> None:
    programme, base, asphalt = scene.running()
    on, now = at(builders.NOW, 2)
    milestones.drop(milestone=asphalt, reason="Dana dialihkan", on=on, by=scene.lead)
    milestones.add(programme=programme, draft=scene.milestone_draft("Rambu"), on=on, by=scene.lead)
    Programme.objects.filter(pk=programme.pk).update(name="Jalan Baru")
    programme.refresh_from_db()
    programme_actions.close(
        programme=programme, is_finished=False, closing="Dihentikan.", on=on, now=now, by=scene.lead
    )
    at(builders.NOW, 9)
    before = text(scene.lead, "programme", programme.pk, builders.TODAY)
    assert "Jalan Tajab–Adijaya" in before
    assert "Jalan Baru" not in before
    assert "Berjalan" in before
    assert "Rambu" not in before
    assert "Tonggak dibatalkan: Aspal" in before
    assert "Program ditutup" in before
    after = text(scene.lead, "programme", programme.pk, builders.TODAY + 2 * DAY)
    for words in ("Jalan Baru", "Dihentikan", "Rambu", "Dibatalkan"):
        assert words in after
    assert "Tidak ada perubahan yang tercatat" in after
    assert base.title in after


def test_a_value_corrected_later_is_shown_as_it_was_read(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    indicator = programme.indicators.get()
    on, now = builders.TODAY, builders.NOW
    indicators.measure(indicator=indicator, day=on, value=Decimal("1.5"), words="", on=on, now=now, by=scene.lead)  # fmt: skip
    later, then = at(builders.NOW, 4)
    indicators.correct(
        wrong=indicator.values.get(), value=Decimal("0.5"), reason="Salah baca", on=later, now=then, by=scene.lead
    )  # fmt: skip
    at(builders.NOW, 6)
    assert "menjadi 1,5 km" in text(scene.lead, "programme", programme.pk, on + 3 * DAY)
    assert "menjadi 0,5 km" in text(scene.lead, "programme", programme.pk, on + 4 * DAY)


def test_before_it_was_written_down_there_is_nothing_and_of_what_was_not_logged_it_is_said(
    scene: Scene,
) -> None:
    programme = scene.programme()
    at(builders.NOW, 9)
    early = text(scene.lead, "programme", programme.pk, builders.TODAY - DAY)
    assert "Belum ada pada hari yang Anda lihat" in early
    assert programme.goal not in early
    Programme.objects.filter(pk=programme.pk).update(
        state="running"
    )  # by an import, without a word
    assert "tidak tercatat" in text(scene.lead, "programme", programme.pk, builders.TODAY)


def test_a_partner_sees_no_day_on_which_it_was_a_draft(scene: Scene) -> None:
    programme = scene.programme()
    scene.joined(programme)
    at(builders.NOW, 3)
    Programme.objects.filter(pk=programme.pk).update(state="running")
    audit.record(scene.lead, "collaboration.programme_opened", programme)
    at(builders.NOW, 9)
    days = [builders.TODAY + n * DAY for n in (1, 3)]
    before, after = (text(scene.rep, "programme", programme.pk, day) for day in days)
    assert "Belum ada pada hari yang Anda lihat" in before
    assert "hari pencatatannya" not in before
    assert "Berjalan" in after
    assert "Masih rancangan" in text(scene.lead, "programme", programme.pk, days[0])


def test_of_a_day_whose_state_is_not_known_a_partner_is_told_that_and_no_more(scene: Scene) -> None:
    programme = scene.programme()
    scene.joined(programme)
    Programme.objects.filter(pk=programme.pk).update(state="running")
    at(builders.NOW, 9)
    page = text(scene.rep, "programme", programme.pk, builders.TODAY)
    assert "Keadaannya pada hari itu tidak tercatat" in page
    assert "Belum ada pada hari" not in page
    assert programme.goal not in page


def test_who_serves_in_the_team_sees_the_draft_of_a_past_day() -> None:
    clock.set_to(team_scene.NOW)
    team = team_scene.Cooperation()
    programme = team.programme
    team.place()
    member = team_scene.account(team.ordered()[0].employee)
    Programme.objects.filter(pk=programme.pk).update(state="drafted")
    at(team_scene.NOW, 9)
    assert "Masih rancangan pada hari itu." in text(
        member, "programme", programme.pk, team_scene.TODAY
    )


def test_an_indicator_added_later_was_not_there(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    on, _now = at(builders.NOW, 4)
    measure = indicators.Measure("Waktu tempuh", "menit", Decimal(90), Decimal(40), "Dinas")
    indicators.add(programme=programme, measure=measure, on=on, by=scene.lead)
    at(builders.NOW, 9)
    before, after = (
        text(scene.lead, "programme", programme.pk, builders.TODAY + n * DAY) for n in (3, 4)
    )
    assert "Waktu tempuh" not in before
    assert "Indikator ditambahkan" in before
    assert "Jalan mantap" in before
    assert "Waktu tempuh" in after


def test_of_what_came_after_the_first_fifty_are_told(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    at(builders.NOW, 4)
    for _ in range(50):
        audit.record(scene.lead, "collaboration.programme_changed", programme)
    at(builders.NOW, 9)
    assert "masih ada yang lain" not in text(scene.lead, "programme", programme.pk, builders.TODAY)
    audit.record(scene.lead, "collaboration.programme_changed", programme)
    page = text(scene.lead, "programme", programme.pk, builders.TODAY)
    assert "masih ada yang lain" in page
    assert page.count("Program diubah") == 50


def test_the_day_can_be_chosen_at_the_end_of_the_page_too(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    at(builders.NOW, 9)
    for page in (
        text(scene.lead, "programme", programme.pk),
        text(scene.lead, "programme", programme.pk, builders.TODAY),
        text(scene.lead, "agreement", scene.agreement.pk),
        text(scene.lead, "partner", scene.partner.pk),
    ):
        assert 'name="per"' in page.split("<main")[1]


def test_a_day_to_come_is_today(scene: Scene) -> None:
    programme, _base, _asphalt = scene.running()
    client = signed_in(scene.lead)
    page = client.get(
        reverse("collaboration:programme", args=[programme.pk]), {"per": "2027-05-05"}
    )
    assert "Anda melihat keadaan" not in page.content.decode()
    assert "Tambah tonggak" in page.content.decode()


def test_many_milestones_cost_no_more(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    at(builders.NOW, 9)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            text(scene.lead, "programme", programme.pk, builders.TODAY)
        return len(found)

    few = cost()
    for number in range(8):
        Milestone.objects.create(
            programme=programme, order=10 + number, title=f"Ruas {number}", evidence="Terlihat",
            side=base.side, partner=base.partner, due=base.due,
        )  # fmt: skip
    assert cost() == few


# ── partners and agreements ──────────────────────────────────────────


@pytest.fixture
def here() -> Cooperation:
    clock.set_to(cooperation.NOW)
    return Cooperation()


def test_a_partner_is_what_it_was_and_is_called_what_it_was_called(here: Cooperation) -> None:
    partner = here.propose(tax_number="01.234.567.8-322.000")
    start = cooperation.NOW
    for kind in ("deed", "business_number", "tax_number"):
        papers.approve(document=here.paper(partner, kind), now=start, by=here.secretary)
    on, now = at(start, 2)
    partner_actions.check(partner=partner, now=now, on=on, by=here.secretary)
    _on, now = at(start, 4)
    partner_actions.suspend(partner=partner, reason="Akta palsu", now=now, by=here.secretary)
    on, now = at(start, 6)
    draft = partner_actions.PartnerDraft(
        "company", "PT Nama Lain", tax_number="01.234.567.8-322.000"
    )
    partner_actions.change(partner=partner, draft=draft, is_another="", now=now, by=here.secretary)
    at(start, 9)
    states = {
        days: text(here.secretary, "partner", partner.pk, cooperation.TODAY + days * DAY)
        for days in (0, 2, 4, 6)
    }
    assert "Belum diperiksa" in states[0]
    assert "Aktif" in states[2]
    assert "Akta palsu" not in states[2]
    assert "Akta palsu" in states[4]
    assert "PT Rekaan Jaya" in states[4]
    assert "PT Nama Lain" not in states[4]
    assert "PT Nama Lain" in states[6]


def test_a_partner_that_is_asked_anew_waits_from_that_day(here: Cooperation) -> None:
    partner = here.checked()
    _on, now = at(cooperation.NOW, 3)
    draft = partner_actions.PartnerDraft(
        "company", "PT Baru Sekali", tax_number="01.234.567.8-322.000"
    )
    partner_actions.change(partner=partner, draft=draft, is_another="", now=now, by=here.secretary)
    at(cooperation.NOW, 9)
    days = [cooperation.TODAY + n * DAY for n in (2, 3)]
    before, after = (text(here.head, "partner", partner.pk, day) for day in days)
    assert "Aktif" in before
    assert "Mitra menunggu diperiksa ulang" in before
    assert "Aktif" not in after.split("<main")[1].split("Dokumen yang berlaku")[0]


def test_an_agreement_stands_where_its_way_had_led(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.offered(partner)
    on, now = at(cooperation.NOW, 3)
    here.step("agree", row, here.speaker, on=on, now=now)
    at(cooperation.NOW, 9)
    offered, agreed = (
        text(here.speaker, "agreement", row.pk, cooperation.TODAY + n * DAY) for n in (2, 3)
    )
    assert "Menunggu mitra" in offered
    assert "Disepakati" not in offered
    assert "Disepakati, menunggu tanda tangan" in agreed
    early = text(here.speaker, "agreement", row.pk, cooperation.TODAY - DAY)
    assert row.purpose not in early


def test_what_a_partner_was_not_offered_yet_it_does_not_see_of_the_past(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.draft(partner)
    here.owe(row, "government", "Melapis aspal")
    here.owe(row, "partner", "Membangun fondasi")
    for days, name, by in ((3, "submit", here.head), (4, "offer", here.secretary)):
        on, now = at(cooperation.NOW, days)
        here.step(name, row, by, on=on, now=now)
    at(cooperation.NOW, 9)
    day = cooperation.TODAY + DAY
    page = text(here.speaker, "agreement", row.pk, day)
    assert "Belum ada pada hari yang Anda lihat" in page
    assert "hari pencatatannya" not in page
    assert "Rancangan" in text(here.head, "agreement", row.pk, day)
    assert row.title not in text(here.speaker, "partner", partner.pk, day)
    assert row.title in text(here.speaker, "partner", partner.pk, cooperation.TODAY + 4 * DAY)


def test_what_is_owed_is_as_reported_by_then_and_a_changed_text_is_not_shown(
    here: Cooperation,
) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.signed(partner)
    owed = row.obligations.get(side="partner")
    on, now = at(cooperation.NOW, 3)
    obligations.report(obligation=owed, words="Selesai", on=on, now=now, by=here.speaker)
    on, now = at(cooperation.NOW, 5)
    obligations.give_back(obligation=owed, reason="Retak", on=on, now=now, by=here.head)
    at(cooperation.NOW, 9)
    waiting = [
        "Menunggu pihak lain" in text(here.head, "agreement", row.pk, cooperation.TODAY + n * DAY)
        for n in (2, 3, 4, 5)
    ]
    assert waiting == [False, True, True, False]
    draft = here.draft(partner, title="Naskah lain")
    on, now = at(cooperation.NOW, 12)
    agreements.change(
        agreement=draft, text=here.text(title="Naskah lain", purpose="Tujuan baru."),
        revision=draft.revision, on=on, now=now, by=here.head,
    )  # fmt: skip
    at(cooperation.NOW, 20)
    page = text(here.head, "agreement", draft.pk, cooperation.TODAY + 10 * DAY)
    assert "bunyinya pada hari itu tidak ditampilkan" in page
    assert "Tujuan baru." not in page


def test_an_agreement_whose_way_is_not_known_is_only_what_its_days_tell(scene: Scene) -> None:
    row = scene.agreement
    Agreement.objects.filter(pk=row.pk).update(signed_on=builders.TODAY)
    at(builders.NOW, 9)
    early, late = (text(scene.lead, "agreement", row.pk, builders.TODAY + n * DAY) for n in (-3, 0))
    assert "Keadaannya pada hari itu tidak tercatat." in early
    assert "Rancangan" not in early
    assert "Berlaku" in late


def test_of_many_agreements_those_of_the_day_are_shown(here: Cooperation) -> None:
    partner = here.checked()
    first = here.draft(partner, title="Perjanjian pertama")
    on, now = at(cooperation.NOW, 4)
    rows = [
        Agreement(
            kind=first.kind, form=first.form, agency=first.agency, unit=first.unit, partner=partner,
            title=f"Perjanjian ke-{n}", purpose="Jalan", scope="Jalan", period=first.period,
            made_at=now, made_by=here.head,
        )
        for n in range(60)
    ]  # fmt: skip
    Agreement.objects.bulk_create(rows)
    at(cooperation.NOW, 9)
    page = text(here.head, "partner", partner.pk, on - DAY)
    assert "Perjanjian pertama" in page
    assert "Perjanjian ke-" not in page


def test_what_is_owed_by_a_draft_is_not_told_of_days_before_it_was_written(
    here: Cooperation,
) -> None:
    """Written on the third day, taken out on the sixth; on the first there was none."""
    row = here.draft(here.checked())
    on, now = at(cooperation.NOW, 3)
    agreements.add_obligation(
        agreement=row, side="partner", words="Membangun fondasi", due=row.period.last_day or on,
        amount=None, revision=row.revision, on=on, now=now, by=here.head,
    )  # fmt: skip
    at(cooperation.NOW, 5)
    shown = {
        n: text(here.head, "agreement", row.pk, cooperation.TODAY + n * DAY) for n in (1, 2, 3, 4)
    }
    assert ["Membangun fondasi" in page for page in shown.values()] == [False, False, True, True]
    assert "bunyinya pada hari itu tidak ditampilkan" in shown[1]
    on, now = at(cooperation.NOW, 6)
    agreements.remove_obligation(
        obligation=row.obligations.get(), revision=row.revision, on=on, now=now, by=here.head
    )
    at(cooperation.NOW, 9)
    page = text(here.head, "agreement", row.pk, cooperation.TODAY + 4 * DAY)
    assert "Belum ada kewajiban." not in page
    assert "bunyinya pada hari itu tidak ditampilkan" in page
    page = text(here.head, "agreement", row.pk, cooperation.TODAY + 6 * DAY)
    assert "Belum ada kewajiban." in page


def test_kind_and_days_that_may_have_been_others_are_not_told(here: Cooperation) -> None:
    partner = here.checked()
    row = here.draft(partner)
    on, now = at(cooperation.NOW, 3)
    agreements.change(
        agreement=row, text=here.text(kind="understanding"), revision=row.revision, on=on, now=now,
        by=here.head,
    )  # fmt: skip
    draft = partner_actions.PartnerDraft(
        "association", "PT Rekaan Jaya", tax_number="01.234.567.8-322.000"
    )
    partner_actions.change(partner=partner, draft=draft, is_another="", now=now, by=here.secretary)
    at(cooperation.NOW, 9)
    kinds = (str(row.get_kind_display()), str(partner.get_kind_display()))
    day, told = cooperation.TODAY + DAY, cooperation.TODAY + 3 * DAY
    for name, key in (("agreement", row.pk), ("partner", partner.pk)):
        before, after = (text(here.head, name, key, one) for one in (day, told))
        assert not any(kind in before.split("<main")[1] for kind in kinds)
        assert any(kind in after.split("<main")[1] for kind in kinds)
    assert "s.d." not in before.split('id="perjanjian"')[1].split("</ul>")[0]


def test_the_old_address_of_a_merged_partner_leads_to_the_same_day(here: Cooperation) -> None:
    kept, gone = here.checked(), here.propose("PT Rekaan Jaya Abadi", why="lain")
    on, now = at(cooperation.NOW, 3)
    partner_actions.merge(gone=gone, kept=kept, reason="Sama", on=on, now=now, by=here.secretary)
    at(cooperation.NOW, 9)
    client = signed_in(here.secretary)
    old, new = (reverse("collaboration:partner", args=[one.pk]) for one in (gone, kept))
    asked = client.get(old, {"per": on.isoformat()})
    assert asked.headers["Location"] == f"{new}?per={on.isoformat()}"
    assert client.get(old).headers["Location"] == new
