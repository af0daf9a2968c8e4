"""What the nation's letter promises and who then comes of it are the same heads, counted once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.staffing import aid as reads
from luwes.staffing import contingent_rules as rules
from luwes.staffing import promising, queries
from luwes.staffing.actions import aid, contingents, paper_answers
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.models import AidLine, Contingent
from luwes.staffing.tests.aid import Flood, a_flood, accepted, asked
from luwes.staffing.tests.builders import NOW, TODAY

pytestmark = pytest.mark.django_db


def granted(flood: Flood, heads: int, number: str = "B-12/BNPB") -> AidLine:
    """A letter of the nation that grants so many."""
    request = asked(flood, heads, asked_id=None)
    paper = paper_answers.Paper(number, TODAY, "Dr. Rekaan", "Direktur")
    paper_answers.accepted(
        request=request, granted={flood.scene.need.pk: heads}, paper=paper, now=NOW,
        by=flood.coordinator,
    )  # fmt: skip
    return request.lines.get()


def came(flood: Flood, line: AidLine | None, heads: int, **values: Any) -> Contingent:
    given: dict[str, Any] = {
        "body": rules.Body.RESCUE, "name": "Tim BNPB", "heads": heads, "fits": True,
        "period": flood.scene.need.period, "promise": line and line.pk, **values,
    }  # fmt: skip
    return contingents.record(
        need=flood.scene.need, draft=rules.Draft(**given), key=uuid4(), now=NOW,
        by=flood.coordinator,
    )  # fmt: skip


def left_open(flood: Flood) -> int:
    """Heads that the own plan may fill."""
    need, incident = flood.scene.need, flood.scene.incident
    room = queries.open_to("incident", incident.pk, [need], on=TODAY)[need.pk][1]
    short = sum(row.short for row in reads.shorts("incident", incident.pk, TODAY))
    assert room == short
    return room


def test_who_came_of_a_promise_is_counted_once() -> None:
    flood = a_flood(wanted=4)
    line = granted(flood, 3)
    assert left_open(flood) == 1
    row = came(flood, line, 2)
    assert left_open(flood) == 1
    assert promising.promised([flood.scene.need], TODAY)[flood.scene.need.pk] == 1
    came(flood, None, 1, name="Relawan")  # not of that promise
    assert left_open(flood) == 0
    contingents.cancel(contingent=row, reason="Pesawat batal", now=NOW, by=flood.coordinator)
    assert promising.promised([flood.scene.need], TODAY)[flood.scene.need.pk] == 3


def test_more_than_was_promised_fills_what_else_is_open() -> None:
    flood = a_flood(wanted=6)
    came(flood, granted(flood, 2), 3)
    assert left_open(flood) == 3


def test_who_is_not_counted_leaves_the_promise_as_it_was() -> None:
    flood = a_flood(wanted=4)
    need = flood.scene.need
    row = came(
        flood, granted(flood, 3), 3, period=Period(TODAY, need.period.start + timedelta(days=1))
    )
    assert (row.fitting, left_open(flood)) == (3, 1)
    assert promising.promised([need], TODAY)[need.pk] == 3


def test_gone_early_they_are_awaited_again() -> None:
    flood = a_flood(wanted=4)
    need, line = flood.scene.need, granted(flood, 3)
    whole = Period(min(need.period.start, TODAY), need.period.end)
    row = came(flood, line, 3, period=whole)
    presence.count(contingent=row, present=3, key=uuid4(), now=NOW, by=flood.coordinator)
    assert promising.promised([need], TODAY)[need.pk] == 0
    contingents.end(contingent=row, reason="Ditarik", now=NOW, by=flood.coordinator)
    assert promising.promised([need], TODAY)[need.pk] == 3


def test_only_a_promise_of_the_nation_for_this_need_may_be_chosen() -> None:
    flood = a_flood(wanted=6)
    neighbours = accepted(flood, asked(flood, 2)).lines.get()
    line = granted(flood, 2)
    for wrong in (neighbours, AidLine(pk=987654321)):
        with pytest.raises(Refused, match="tidak berlaku"):
            came(flood, wrong, 2)
    row = came(flood, line, 2)
    aid.end(request=line.request, reason="Cukup", now=NOW, by=flood.coordinator)
    with pytest.raises(Refused, match="tidak berlaku"):
        came(flood, line, 1, name="Tim kedua")
    draft = rules.Draft(rules.Body.RESCUE, "Tim BNPB", 1, row.period, fits=True, promise=line.pk)
    contingents.change(contingent=row, draft=draft, now=NOW, by=flood.coordinator)
    row.refresh_from_db()
    assert (row.heads, row.aid_line) == (1, line)


def test_the_form_offers_the_newest_promise_that_is_awaited(client: Client) -> None:
    flood = a_flood(wanted=6)
    client.force_login(flood.coordinator)
    url = reverse("staffing:record_outside", args=[flood.scene.need.pk])
    assert "promise" not in client.get(url).context["form"].fields
    first, second = granted(flood, 2, "B-1"), granted(flood, 1, "B-2")

    def offered() -> Any:
        return client.get(url).context["form"]["promise"].value()

    assert offered() == second.pk
    came(flood, second, 1)
    assert offered() == first.pk
    came(flood, first, 2, name="Tim kedua")
    assert offered() is None
    row = Contingent.objects.get(aid_line=first)
    page = client.get(reverse("staffing:contingent", args=[row.pk])).content.decode()
    assert "surat B-1" in page
    change = client.get(reverse("staffing:change_contingent", args=[row.pk]))
    assert change.context["form"]["promise"].value() == first.pk
