"""People from outside the civil service on the pages of an incident: every sum adds up and says what it is."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from luwes.core.errors import Refused
from luwes.mobilisation import actions as mobilisation
from luwes.mobilisation import clearing, situation
from luwes.mobilisation.models import Incident
from luwes.mobilisation.review_after import paper as review_paper
from luwes.mobilisation.review_after import whole
from luwes.mobilisation.sitrep import changes, content, tables
from luwes.staffing import owners, standing
from luwes.staffing.actions import contingent_presence, contingents
from luwes.staffing.models import Assignment, Contingent
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    """Six nurses wanted: one is there, one on the way, three from outside; two more only help."""
    flood = Flood()
    flood.sent("active", is_present=True)
    flood.sent("accepted")
    row = a_contingent(flood, heads=3)
    a_contingent(flood, heads=2, name="Relawan", period=days(flood, 1, 2))
    contingent_presence.count(
        contingent=row, present=2, key=uuid4(), now=flood.now, by=flood.coordinator
    )
    return flood


def words(client: Client, name: str, *args: object) -> str:
    text = re.sub(r"<[^>]+>", " ", client.get(reverse(name, args=args)).content.decode())
    return " ".join(text.split())


def test_the_board_counts_them_beside_the_own_people(client: Client, flood: Flood) -> None:
    found = situation.of(flood.incident, flood.now)
    total = found.filling.total
    assert (total.assigned, total.outside, total.outside_at_post, found.filling.short) == (
        2,
        3,
        2,
        1,
    )
    assert found.filling.filled == 5
    (place,) = [p for p in found.map.places if p.area == flood.area]
    assert (place.heads.outside, place.heads.short) == (3, 1)
    (bubble,) = [b for b in found.map.data["bubbles"] if b["name"] == flood.area.name]
    assert (bubble["here"], bubble["lack"]) == (3, 1)
    client.force_login(flood.coordinator)
    text = words(client, "mobilisation:board", flood.incident.pk)
    assert "1 hadir, 1 di jalan, 0 belum menjawab, 3 unsur luar ASN" in text
    assert "dari 3 unsur luar ASN, 2 di posnya" in text
    assert "5 dari 6" in text


def test_too_many_from_outside_fill_no_other_need(flood: Flood) -> None:
    flood.a_need("Dapur umum", desired=4)
    a_contingent(flood, heads=9, name="Kodim")
    found = situation.of(flood.incident, flood.now)
    assert found.filling.short == 4


def test_home_and_board_lack_the_same_where_one_need_has_too_many(flood: Flood) -> None:
    Contingent.objects.all().delete()
    Assignment.objects.all().delete()
    flood.a_need(desired=10)
    a_contingent(flood, heads=15, name="Kodim")
    assert situation.of(flood.incident, flood.now).filling.short == 10
    (owner,) = owners.named([("incident", flood.incident.pk)]).values()
    (role,) = standing.by_role(owner, flood.today)
    assert (role.need, role.outside, role.short) == (16, 6, 10)


def test_a_page_of_plans_tells_only_heads_that_fill_something(client: Client, flood: Flood) -> None:
    a_contingent(flood, heads=15, name="Kodim")
    client.force_login(flood.coordinator)
    answer = client.get(reverse("staffing:make", args=["incident", flood.incident.pk]))
    assert answer.context["outside"] == 4


def test_table_and_column_agree_in_a_report_of_yesterday(flood: Flood) -> None:
    flood.need.period = days(flood, -3, 4)
    flood.need.save()
    Incident.objects.update(declared_at=flood.now - timedelta(days=4))
    flood.incident.refresh_from_db()
    yesterday = flood.today - timedelta(days=1)
    told = content.draft(flood.incident, None, flood.now, yesterday)
    (row,) = told["needs"]
    assert row["outside"] == sum(line["counted"] for line in told["outside"]) == 3
    assert "needs" in told["as_of_now"]


def test_the_needs_tell_civil_servants_outside_and_missing(client: Client, flood: Flood) -> None:
    client.force_login(flood.coordinator)
    text = words(client, "mobilisation:needs", flood.incident.pk)
    assert re.search(r"Tanjung Senang .* 2 6 2 3 unsur luar ASN, Perawat, Tanjung Senang 1 ", text)
    text = words(client, "mobilisation:need", flood.need.pk)
    assert "Diinginkan 6: ASN 2, unsur luar ASN 3, kurang 1." in text
    assert "PMI Kota Bandar Lampung" in text


def test_a_report_says_who_is_from_outside(flood: Flood) -> None:
    told = content.draft(flood.incident, None, flood.now)
    (row,) = told["needs"]
    assert (row["ordered"], row["outside"], row["short"]) == (2, 3, 1)
    assert row["asked"] == row["ordered"] + row["outside"] + row["short"]
    assert row["asked"] >= row["planned"] >= row["ordered"] >= row["accepted"] >= row["present"]
    assert told["outside"] == [
        {"body": "red_cross", "groups": 2, "heads": 5, "counted": 3, "came": 2, "present": 2}
    ]
    shown = [table for table in tables.people(told) if table.title == "Unsur luar ASN"]
    assert shown[0].rows == [["PMI", 2, 5, 3, 2, 2]]
    (of_tier, _whole) = tables.needs(told)
    assert of_tier.rows[0][-2:] == [3, 1]


def test_a_report_from_before_is_drawn_as_it_was_frozen(flood: Flood) -> None:
    told = content.draft(flood.incident, None, flood.now)
    old = {key: value for key, value in told.items() if key != "outside"}
    old["needs"] = [{k: v for k, v in row.items() if k != "outside"} for row in told["needs"]]
    (of_tier, _whole) = tables.needs(old)
    assert len(of_tier.columns) == len(of_tier.rows[0]) == 8
    assert not [table for table in tables.people(old) if table.title == "Unsur luar ASN"]
    changed = [c["of"] for c in changes.between(old, told) if c["what"] == "need"]
    assert changed == [[1, "Perawat", "outside"]]
    assert "outside" not in clearing.cleared(old, {"people"}, shows_small=False)
    assert clearing.cleared(told, {"people"}, shows_small=False)["outside"] == told["outside"]


def test_the_review_tells_what_they_brought(flood: Flood) -> None:
    found = whole.of(flood.incident, flood.now)
    book = CalamineWorkbook.from_filelike(io.BytesIO(review_paper.xlsx(found)))
    rows = book.get_sheet_by_name("Unsur luar ASN").to_python()
    assert ["PMI", 2.0, 5.0, 2.0, 3.0] in rows
    document = review_paper.document(found, title="Kaji")
    section = next(s for s in document.sections if s.key == "outside")
    assert "menghitung ASN saja" in section.lines[0]


def test_an_incident_is_not_closed_over_their_heads(flood: Flood) -> None:
    flood.need.assignments.update(state="completed")
    close = {
        "incident": flood.incident,
        "reason": "surut",
        "now": flood.now,
        "by": flood.coordinator,
    }
    with pytest.raises(Refused, match="2 rombongan unsur luar ASN"):
        mobilisation.close(**close)
    for row in Contingent.objects.order_by("pk"):
        leave = contingents.end if row.state == "here" else contingents.cancel
        leave(contingent=row, reason="surut", now=flood.now, by=flood.coordinator)
    mobilisation.close(**close)
