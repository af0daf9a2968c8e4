"""Reports of one thing follow one case, and come out of it again."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.core.errors import Refused
from luwes.services import access, similar
from luwes.services.actions import bundling, ending, forwarding, talking
from luwes.services.actions.filing import Where
from luwes.services.models import CannedAnswer, Case
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_subject,
    an_officer,
    filed,
)
from luwes.services.tests.test_cases import PHOTO

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
SPOT = Where(point=Point(-5.36, 105.28))
NEAR = Where(point=Point(-5.361, 105.28))  # 110 m away: not taken as the same by itself


def test_bundled_cases_follow_one_head_and_their_clocks_stand() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head, second, third = (filed(service, where=SPOT, is_other=True).case for _ in range(3))
    bundling.bundle(cases=[third], head=second, now=LATER, on=TODAY, by=officer.user)
    assert bundling.bundle(cases=[second], head=head, now=LATER, on=TODAY, by=officer.user) == 1
    assert bundling.bundle(cases=[second], head=head, now=LATER, on=TODAY, by=officer.user) == 0
    found = Case.objects.filter(head=head)
    assert {(c.pk, c.state, c.due_at, c.officer) for c in found} == {
        (second.pk, "bundled", None, None), (third.pk, "bundled", None, None),
    }  # fmt: skip
    second.refresh_from_db()
    assert access.can_see(officer.user, second, TODAY)
    with pytest.raises(Refused, match="tidak terbuka"):
        bundling.bundle(cases=[head], head=second, now=LATER, on=TODAY, by=officer.user)
    with pytest.raises(Refused, match="mengikuti perkara lain"):
        talking.answer(case=second, text="Baik.", now=LATER, on=TODAY, by=officer.user)


def test_only_the_same_thing_is_bundled_and_never_with_itself() -> None:
    officer = an_officer((service := a_service(kind=CaseKind.REPORT, subject=a_subject())).unit)
    other = a_service(service.unit, kind=CaseKind.REPORT, subject=a_subject("Sampah"))
    case, waste = filed(service).case, filed(other).case
    with pytest.raises(Refused, match="bukan tentang hal yang sama"):
        bundling.bundle(cases=[waste], head=case, now=NOW, on=TODAY, by=officer.user)
    with pytest.raises(Refused, match="dirinya sendiri"):
        bundling.bundle(cases=[case], head=case, now=NOW, on=TODAY, by=officer.user)


def test_what_comes_out_of_a_bundle_is_given_and_its_clock_begins() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject(), promised=900)
    officer = an_officer(service.unit)
    head = filed(service, where=SPOT).case
    follower = filed(service, where=SPOT).case
    assert follower.head == head
    bundling.take_out(case=follower, now=LATER, on=TODAY)
    assert (follower.head, follower.officer, follower.state) == (None, officer, "assigned")
    assert follower.due_at is not None
    assert head.due_at is not None
    assert follower.due_at > head.due_at
    with pytest.raises(Refused, match="tidak sedang digabung"):
        bundling.take_out(case=follower, now=LATER, on=TODAY)


def test_a_withdrawn_head_leaves_its_place_to_the_next() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head, second, third = (filed(service, where=SPOT).case for _ in range(3))
    ending.withdraw(case=head, now=LATER)
    for case in (second, third):
        case.refresh_from_db()
    assert (second.head, second.officer, second.state) == (None, officer, "assigned")
    assert third.head == second
    assert filed(service, where=SPOT, now=LATER).case.head == second


def test_what_follows_a_forwarded_case_goes_along() -> None:
    service, there = a_service(kind=CaseKind.REPORT, subject=a_subject()), a_service().unit
    officer = an_officer(service.unit)
    head, follower = (filed(service, where=SPOT).case for _ in range(2))
    forwarding.forward(
        case=head, agency=there.agency, unit=there, reason="Jalan provinsi", now=LATER, on=TODAY,
        by=officer.user,
    )  # fmt: skip
    follower.refresh_from_db()
    assert (follower.agency, follower.unit) == (there.agency, there)


def test_a_follower_reads_what_was_done_for_all_and_not_what_was_written_to_the_first(
    client: Client,
) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head = filed(service, where=SPOT).case
    common = {"case": head, "on": TODAY, "by": by}
    talking.answer(text="Yth. Ibu Pertama", files=[PHOTO], now=NOW + timedelta(minutes=5), **common)
    talking.step(text="Sudah diukur", files=[PHOTO], now=NOW + timedelta(minutes=6), **common)
    mine = filed(service, where=SPOT, now=NOW + timedelta(minutes=30))
    talking.answer(text="Besok ditambal", files=[PHOTO], now=LATER, **common)
    talking.ask(text="Rumah Ibu nomor berapa?", files=[PHOTO], now=LATER, **common)
    address = reverse("services:case_public", args=[mine.case.number, mine.secret])
    shown = client.get(address).content.decode()
    for words in ("Sudah diukur", "Besok ditambal"):
        assert words in shown
    for words in ("Ibu Pertama", "Rumah Ibu"):
        assert words not in shown
    codes = {
        row.entry.text: client.get(f"{address}berkas/{row.pk}/").status_code
        for row in head.files.select_related("entry")
        if row.entry
    }
    assert codes == {
        "Yth. Ibu Pertama": 404, "Sudah diukur": 200, "Besok ditambal": 404,
        "Rumah Ibu nomor berapa?": 404,
    }  # fmt: skip


def test_of_answers_before_an_officer_bundled_it_a_follower_reads_none(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head, mine = filed(service, where=SPOT), filed(service, where=NEAR)
    talking.answer(case=head.case, text="Yth. Ibu Pertama", now=LATER, on=TODAY, by=by)
    after = LATER + timedelta(minutes=1)
    bundling.bundle(cases=[mine.case], head=head.case, now=after, on=TODAY, by=by)
    address = reverse("services:case_public", args=[mine.case.number, mine.secret])
    assert "Ibu Pertama" not in client.get(address).content.decode()


def test_while_others_read_it_no_name_is_filled_in_and_the_officer_is_told(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head = filed(service, where=SPOT).case
    row = CannedAnswer.objects.create(agency=service.agency, title="Terima", text="Yth. {nama}.")
    client.force_login(by, backend=settings.AUTHENTICATION_BACKENDS[-1])
    address = reverse("services:case", args=[head.pk]) + f"?siap={row.pk}"
    shown = client.get(address).content.decode()
    assert "Yth. Warga Contoh." in shown
    assert "warga lain membacanya" not in shown
    filed(service, where=SPOT)
    shown = client.get(address).content.decode()
    assert "Yth. Bapak/Ibu." in shown
    assert "1 warga lain membacanya" in shown


def test_who_withdrew_follows_no_longer(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head, mine = (filed(service, where=SPOT) for _ in range(2))
    ending.withdraw(case=mine.case, now=LATER)
    mine.case.refresh_from_db()
    assert mine.case.head is None
    Case.objects.filter(pk=mine.case.pk).update(head=head.case)  # as it was once left
    talking.step(case=head.case, text="Sudah diukur", now=LATER, on=TODAY, by=by)
    shown = client.get(reverse("services:case_public", args=[mine.case.number, mine.secret]))
    assert "Sudah diukur" not in shown.content.decode()
    assert "sama dengan laporan warga lain" not in shown.content.decode()


def test_while_the_head_waits_for_its_citizen_nobody_else_is_asked_to_answer(client: Client) -> None:  # fmt: skip
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head, mine = (filed(service, where=SPOT) for _ in range(2))
    talking.ask(case=head.case, text="Nomor berapa?", now=LATER, on=TODAY, by=by)
    pages = [
        client.get(reverse("services:case_public", args=[one.case.number, one.secret]))
        for one in (head, mine)
    ]
    first, other = (page.content.decode() for page in pages)
    assert "sampai Anda menjawab" in first
    assert "Menunggu jawaban Anda" in first
    assert "menunggu keterangan pelapor lain" in other
    assert "Menunggu keterangan pelapor lain" in other
    assert "sampai Anda menjawab" not in other
    assert "jawaban Anda" not in other.partition("<details")[0]


def test_what_lies_elsewhere_is_bundled_only_with_a_reason_its_citizen_reads() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head, near = filed(service, where=SPOT).case, filed(service, where=NEAR).case
    far = filed(service, where=Where(point=Point(-5.39, 105.28))).case
    village, unknown = a_place("18.71.01.1001", "Kedaton"), filed(service).case
    here, alike = (filed(service, where=Where(village)).case for _ in range(2))
    common = {"now": LATER, "on": TODAY, "by": by}
    bundling.bundle(cases=[near], head=head, **common)
    bundling.bundle(cases=[alike], head=here, **common)
    for case in (far, unknown, here):
        with pytest.raises(Refused, match="tidak dekat"):
            bundling.bundle(cases=[case], head=head, reason=" ", **common)
    bundling.bundle(cases=[far], head=head, reason="Satu ruas, sekali jalan.", **common)
    assert "Satu ruas, sekali jalan." in far.entries.get(kind="bundled").text


def test_a_citizen_takes_their_report_out_of_the_bundle(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    _head, mine = (filed(service, where=SPOT) for _ in range(2))
    address = reverse("services:case_public", args=[mine.case.number, mine.secret])
    assert "Tangani laporan saya sendiri" in client.get(address).content.decode()
    assert client.post(f"{address}sendiri/").status_code == 302
    assert client.post(f"{address}sendiri/").status_code == 422
    mine.case.refresh_from_db()
    assert (mine.case.head, mine.case.officer, mine.case.reopened) == (None, officer, 0)
    assert "Tangani laporan saya sendiri" not in client.get(address).content.decode()


def test_after_the_head_is_closed_that_is_the_followers_reopening(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head = filed(service, where=SPOT).case
    mine, late = filed(service, where=SPOT), filed(service, where=SPOT)
    by_hand = filed(service, where=NEAR, now=NOW)
    common = {"on": TODAY, "by": officer.user}
    bundling.bundle(cases=[by_hand.case], head=head, now=NOW + timedelta(minutes=1), **common)
    ending.close(case=head, text="Ditambal.", files=[PHOTO], now=LATER, **common)
    for receipt in (mine, by_hand):
        address = reverse("services:case_public", args=[receipt.case.number, receipt.secret])
        bundling.take_out(case=receipt.case, now=LATER + timedelta(days=1), on=TODAY)
        assert {c.started_at for c in receipt.case.clocks.all()} == {NOW}
        assert not receipt.case.pauses.exists()
        assert receipt.case.due_at is not None
        assert (receipt.case.officer, receipt.case.reopened) == (officer, 1)
        assert "Anda membuka kembali" in client.get(address).content.decode()
    with pytest.raises(Refused, match="Lebih dari 30 hari"):
        bundling.take_out(case=late.case, now=LATER + timedelta(days=31), on=TODAY)


def test_what_goes_along_reads_no_older_answers_of_the_new_head(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    by = an_officer(service.unit).user
    head, second = filed(service, where=NEAR).case, filed(service, where=SPOT).case
    mine = filed(service, where=SPOT)
    talking.answer(case=head, text="Yth. Ibu Pertama", now=LATER, on=TODAY, by=by)
    after = LATER + timedelta(minutes=1)
    bundling.bundle(cases=[second], head=head, now=after, on=TODAY, by=by)
    talking.answer(case=head, text="Besok ditambal", now=after, on=TODAY, by=by)
    address = reverse("services:case_public", args=[mine.case.number, mine.secret])
    shown = client.get(address).content.decode()
    assert "Besok ditambal" in shown
    assert "Ibu Pertama" not in shown


def test_hundreds_of_reports_of_one_hole_cost_no_more_each_and_one_closing_answers_all(
    client: Client,
) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head = filed(service, where=SPOT).case
    receipts, costs = [], []
    for _ in range(250):
        with CaptureQueriesContext(connection) as asked:
            receipts.append(filed(service, where=SPOT))
        costs.append(len(asked))
    assert costs[-1] <= costs[0]
    assert Case.objects.filter(head=head, state="bundled", due_at=None).count() == 250
    assert similar.near(a_subject(), SPOT.point, None, "", NOW)[0].followers == 251
    common = {"now": LATER, "on": TODAY, "by": officer.user}
    ending.close(case=head, text="Sudah ditambal.", files=[PHOTO], **common)
    pages = [
        client.get(reverse("services:case_public", args=[one.case.number, one.secret]))
        for one in (receipts[0], receipts[124], receipts[-1])
    ]
    for page in pages:
        assert "selesai, bersama laporan yang sama" in page.content.decode()
        assert "Sudah ditambal." in page.content.decode()
    open_ones = Case.objects.filter(state__in=["received", "assigned", "waiting"])
    assert not open_ones.exists()


def test_who_gives_a_point_sees_reports_without_one_of_like_words_in_the_same_village() -> None:
    subject, area = a_subject(), a_place("18.71.01.1001", "Way Kandis")
    other_area = a_place("18.71.01.1002", "Kedaton")
    service = a_service(kind=CaseKind.REPORT, subject=subject)
    place, point = "Jalan Ratu Dibalau depan SDN 1", Point(-5.36, 105.28)
    there = filed(service, where=Where(area, place)).case
    filed(service, where=Where(other_area, place))
    filed(service, where=Where(area, "Gang Mawar"))
    filed(service, where=Where(area, place, Point(-5.39, 105.28)), is_other=True)
    at_spot = filed(service, where=Where(area, place, point), is_other=True).case
    found = similar.near(subject, point, area, f"{place} Way Kandis", NOW)
    assert [(one.case, one.metres) for one in found] == [(at_spot, 0), (there, None)]
    with_neither = similar.near(subject, point, area, "", NOW)
    assert [one.case for one in with_neither] == [at_spot]


def test_what_is_alike_in_words_only_is_followed_when_its_citizen_says_so() -> None:
    area = a_place("18.71.01.1001", "Way Kandis")
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    place = "Jalan Ratu Dibalau depan SDN 1"
    there = filed(service, where=Where(area, place)).case
    where = Where(area, place, Point(-5.36, 105.28))
    assert filed(service, where=where).case.head is None
    assert filed(service, where=where, same_as=there.pk).case.head == there
