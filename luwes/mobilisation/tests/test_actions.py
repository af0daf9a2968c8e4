"""Declaring, figures that conflict and are corrected, decrees, closing: rows, log, refusals."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.mobilisation import access, actions, queries, rules, search
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.mobilisation.rules import Figure, Hazard, Status, StatusDraft
from luwes.mobilisation.tests.builders import (
    BEGAN,
    DUTY,
    NOW,
    a_city,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_plan,
    a_status,
    a_template,
    an_assignment,
    an_incident,
)
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.staffing.actions import needs, plans
from luwes.staffing.models import Plan
from luwes.staffing.rules import NeedDraft

pytestmark = pytest.mark.django_db


def declared(**values: object) -> Incident:
    agency = an_agency()
    given = {
        "agency": agency, "hazard": Hazard.FLOOD, "name": " Banjir ", "area": a_city(),
        "started_at": BEGAN, "helpers": [], "now": NOW, "by": a_coordinator(agency),
    }  # fmt: skip
    return actions.declare(**(given | values))  # type: ignore[arg-type]


def entered(incident: Incident, value: int, source: str, **values: object) -> AreaFigure:
    given = {
        "incident": incident, "area": a_place("18.71.10", "Rajabasa"), "kind": Figure.HOUSES,
        "value": value, "source": source, "reported_at": BEGAN, "is_estimate": False, "note": "",
        "now": NOW, "by": a_coordinator(),
    }  # fmt: skip
    return actions.enter_figure(**(given | values))  # type: ignore[arg-type]


def problems(refusal: pytest.ExceptionInfo[Refused]) -> list[str | None]:
    return [problem.field for problem in refusal.value.problems]


def test_an_incident_is_declared_with_its_areas_and_a_verbal_status() -> None:
    status = StatusDraft(Status.RESPONSE, "Gubernur Lampung", "", DUTY)
    neighbour = an_agency("Kabupaten Pesawaran")
    incident = declared(areas=[a_place("18.71.10", "Rajabasa")], helpers=[neighbour], status=status)
    assert incident.name == "Banjir"
    assert {a.name for a in incident.agencies.all()} == {incident.agency.name, neighbour.name}
    assert [area.name for area in queries.affected_areas(incident)] == ["Rajabasa"]
    assert EmergencyStatus.objects.get().is_verbal
    deeds = list(Entry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == ["mobilisation.declared", "mobilisation.status_set"]


def test_everything_wrong_with_a_declaration_is_told_at_once() -> None:
    status = StatusDraft(Status.RESPONSE, "", "", DUTY)
    with pytest.raises(Refused) as refusal:
        declared(name=" ", started_at=NOW + timedelta(hours=1), status=status)
    assert problems(refusal) == ["name", "started_at", "authority"]
    assert not Incident.objects.exists()


def test_a_button_pressed_twice_declares_once() -> None:
    agency = an_agency()
    declared(agency=agency, by=a_coordinator(agency))
    with pytest.raises(Refused, match="sudah berlangsung"):
        declared(agency=agency, by=a_coordinator(agency))
    assert Incident.objects.count() == 1


def test_a_coordinator_declares_only_in_the_own_governments_name() -> None:
    with pytest.raises(PermissionDenied):
        declared(by=a_coordinator(an_agency("Kabupaten lain")))
    with pytest.raises(PermissionDenied):
        declared(by=a_user(Role.APPROVER))


def test_a_verbal_status_gets_its_number_once() -> None:
    row = a_status(an_incident(), decree="")
    by = a_coordinator()
    actions.register_decree(status=row, decree=" 300/17/2025 ", source="", by=by)
    row.refresh_from_db()
    assert row.decree == "300/17/2025"
    with pytest.raises(Refused, match="sudah bernomor 300/17/2025"):
        actions.register_decree(status=row, decree="300/18/2025", source="", by=by)


def test_an_extension_stands_beside_what_it_extends() -> None:
    incident = an_incident()
    first = a_status(incident)
    later = actions.set_status(
        incident=incident, status=Status.RESPONSE, authority="Gubernur Lampung", decree="300/9",
        period=Period(date(2025, 3, 10), date(2025, 3, 17)), source="", extends=first,
        by=a_coordinator(),
    )  # fmt: skip
    assert later.extends == first
    assert list(queries.statuses(incident)) == [first, later]
    assert Entry.objects.get().deed == "mobilisation.status_extended"


def test_a_second_source_stands_beside_until_it_is_chosen_with_a_reason() -> None:
    incident = an_incident()
    first = entered(incident, 727, "BPBD")
    second = entered(incident, 737, "Camat")
    assert (first.is_used, second.is_used) == (True, False)
    with pytest.raises(Refused, match="alasan"):
        actions.choose_figure(figure=second, reason=" ", by=a_coordinator())
    actions.choose_figure(figure=second, reason="Diperiksa di lapangan", by=a_coordinator())
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_used, second.is_used) == (False, True)
    assert second.used_because == "Diperiksa di lapangan"


def test_a_correction_counts_and_the_old_figure_stays() -> None:
    incident = an_incident()
    old = entered(incident, 727, "BPBD")
    new = actions.correct_figure(
        figure=old, value=772, reason="Salah ketik", reported_at=NOW, now=NOW, by=a_coordinator()
    )
    old.refresh_from_db()
    assert (old.value, old.is_used) == (727, False)
    assert (new.value, new.is_used, new.source, new.corrects) == (772, True, "BPBD", old)
    with pytest.raises(Refused, match="sudah dikoreksi"):
        actions.correct_figure(
            figure=old, value=1, reason="lagi", reported_at=NOW, now=NOW, by=a_coordinator()
        )


def test_a_correction_of_a_figure_beside_stays_beside() -> None:
    incident = an_incident()
    used, beside = entered(incident, 727, "BPBD"), entered(incident, 737, "Camat")
    new = actions.correct_figure(
        figure=beside, value=740, reason="x", reported_at=NOW, now=NOW, by=a_coordinator()
    )
    used.refresh_from_db()
    assert used.is_used
    assert not new.is_used


def test_a_report_without_figures_or_source_is_refused() -> None:
    given = {
        "incident": an_incident(), "area": a_place("18.71.10", "Rajabasa"), "reported_at": BEGAN,
        "is_estimate": False, "note": "", "now": NOW, "by": a_coordinator(),
    }  # fmt: skip
    with pytest.raises(Refused, match="paling sedikit satu angka"):
        actions.enter_report(values={}, source="BPBD", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        actions.enter_report(values={Figure.DEAD: 2}, source=" ", **given)  # type: ignore[arg-type]
    assert problems(refusal) == ["source"]
    assert not AreaFigure.objects.exists()


def test_figures_of_tomorrow_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        entered(an_incident(), 5, "BPBD", reported_at=NOW + timedelta(days=1))
    assert problems(refusal) == ["reported_at"]


def test_a_citys_displaced_are_not_counted_again_in_its_districts() -> None:
    incident = an_incident()
    district = a_place("18.71.10", "Rajabasa")
    a_figure(incident, a_city(), "displaced", 1200)
    a_figure(incident, district, "displaced", 300)
    assert queries.totals(incident)["displaced"] == rules.Total(1200, 0, 0)
    asked = queries.amounts(incident)
    assert asked[district.pk]["displaced"] == 300  # type: ignore[index]
    assert asked[a_city().pk]["displaced"] == 900  # type: ignore[index]


def test_only_districts_ask_for_what_is_needed_once_a_district() -> None:
    incident = an_incident(areas=[a_place("18.71.11", "Tanjung Senang")])
    a_figure(incident, a_city(), "displaced", 1200)
    asked = queries.amounts(incident)
    assert [pk for pk, amounts in asked.items() if "area" in amounts] == [  # type: ignore[comparison-overlap]
        a_place("18.71.11", "Tanjung Senang").pk
    ]


def test_an_incident_closes_when_nobody_serves_it_any_more() -> None:
    incident = an_incident()
    assignment = an_assignment(a_need(incident, a_city()), a_plan(incident))
    by = a_coordinator()
    with pytest.raises(Refused, match="1 orang"):
        actions.close(incident=incident, reason="Surut", now=NOW, by=by)
    assignment.state = "completed"
    assignment.save()
    with pytest.raises(Refused) as refusal:
        actions.close(incident=incident, reason=" ", now=NOW, by=by)
    assert problems(refusal) == ["reason"]
    actions.close(incident=incident, reason="Surut", now=NOW, by=by)
    incident.refresh_from_db()
    assert incident.closed_at == NOW
    assert not queries.open_incidents().exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_an_incident_with_a_plan_under_way_stays_open(state: str) -> None:
    incident = an_incident()
    plan = a_plan(incident, number=3, state=state)
    with pytest.raises(Refused, match="Rencana 3 masih berjalan"):
        actions.close(incident=incident, reason="Surut", now=NOW, by=a_coordinator())
    Plan.objects.filter(pk=plan.pk).update(state="superseded")
    actions.close(incident=incident, reason="Surut", now=NOW, by=a_coordinator())


def test_a_closed_incident_takes_no_further_need_or_plan() -> None:
    incident = an_incident(closed_at=NOW, areas=[a_place("18.71.10", "Rajabasa")])
    need, by = a_need(incident, a_city()), a_coordinator()
    draft = NeedDraft("Perawat", DUTY, 1, 2, 1)
    of = {"owner_kind": queries.OWNER_KIND, "owner_id": incident.pk}
    deeds: list[Callable[[], object]] = [
        lambda: plans.make(**of, now=NOW, by=by),
        lambda: needs.change_need(need=need, draft=draft, reason="x", on=NOW.date(), by=by),
        lambda: needs.state_need(
            **of, draft=draft, area=a_city(), post="", groups=[], reason="x", on=NOW.date(), by=by
        ),
        lambda: needs.state_from_template(
            **of, template=a_template(), amounts=queries.amounts(incident), period=DUTY,
            on=NOW.date(), by=by,
        ),
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(Refused, match=f"{incident.name} sudah ditutup"):
            deed()


def test_a_closed_incident_takes_no_further_status() -> None:
    incident = an_incident(closed_at=NOW)
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.set_status(
            incident=incident, status=Status.RESPONSE, authority="Gubernur", decree="1",
            period=through(date(2025, 3, 1), date(2025, 3, 2)), source="", by=a_coordinator(),
        )  # fmt: skip


def test_a_helping_government_looks_on_and_leads_nothing() -> None:
    helper = an_agency("Kabupaten Tetangga")
    incident = an_incident()
    incident.agencies.add(helper)
    own, other = a_coordinator(incident.agency), a_coordinator(helper)
    for user, leads in ((own, True), (other, False)):
        assert access.can_view(user, incident.pk)
        assert access.can_manage(user, incident.pk) == leads
        assert access.can_plan(user, incident.pk) == leads
        assert access.manages(user, incident) == access.plans_for(user, incident) == leads
    with pytest.raises(PermissionDenied):
        actions.close(incident=incident, reason="Selesai", now=NOW, by=other)


def test_a_flood_before_dawn_is_found_under_its_own_day() -> None:
    at = datetime(2025, 2, 20, 20, 30, tzinfo=UTC)  # 03.30 WIB on the 21st
    an_incident(name="Banjir subuh", started_at=at)
    (hit,) = search.incidents().find(a_user(Role.COORDINATOR), "subuh", NOW.date(), 5)
    assert "21 Februari 2025" in hit.detail
