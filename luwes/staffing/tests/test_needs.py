"""Needs from a template and by hand: sums kept, changes with a reason, nothing lost on a recount."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.mobilisation import queries as incidents
from luwes.mobilisation.models import Incident
from luwes.mobilisation.tests.builders import (
    DUTY,
    a_city,
    a_coordinator,
    a_figure,
    a_need,
    a_place,
    a_plan,
    a_template,
    an_assignment,
    an_incident,
)
from luwes.organisation.tests.builders import a_group, a_unit, a_user
from luwes.people.tests.builders import an_employee
from luwes.staffing import queries
from luwes.staffing.actions import needs
from luwes.staffing.models import Need, Plan
from luwes.staffing.rules import Basis, Heads, NeedDraft, Ratio

pytestmark = pytest.mark.django_db
ON = date(2025, 2, 24)


def a_flood(displaced: int = 1200) -> Incident:
    incident = an_incident(areas=[a_place("18.71.10", "Rajabasa")])
    a_figure(incident, a_city(), "displaced", displaced)
    return incident


def stated(incident: Incident, **values: Any) -> list[Need]:
    given = {
        "template": queries.template("banjir") or a_template(), "owner_kind": "incident",
        "owner_id": incident.pk, "amounts": incidents.amounts(incident), "period": DUTY, "on": ON,
        "by": a_coordinator(),
    }  # fmt: skip
    return needs.state_from_template(**(given | values))


def standing(incident: Incident) -> dict[str, int]:
    return {need.role: need.desired for need in queries.needs_of("incident", incident.pk)}


def changed(need: Need, desired: int, **values: Any) -> Need:
    draft = NeedDraft(need.role, need.period, need.minimum, desired, need.tier)
    given = {"need": need, "draft": draft, "reason": "Posko kedua", "on": ON, "by": a_coordinator()}
    return needs.change_need(**(given | values))


def test_the_flood_asks_for_72_in_its_shelters_and_shows_the_sum() -> None:
    incident = a_flood()
    made = {need.role: need for need in stated(incident)}
    shelter = made["Pengungsian"]
    assert shelter.working == "1.200 pengungsi ÷ 50 × 3 shift = 72"
    assert (shelter.desired, shelter.minimum, shelter.is_assumption) == (72, 58, True)
    assert shelter.area == a_city()
    survey = made["Kaji cepat"]
    assert (survey.desired, survey.area.name) == (3, "Rajabasa")
    assert (survey.source, survey.is_assumption) == ("Perka BNPB 7/2008", False)
    entry = Entry.objects.get()
    assert entry.deed == "staffing.needs_stated"
    assert entry.details == {"template": "banjir v1", "needs": 2, "heads": 75}


def test_a_need_from_an_estimate_shows_that_it_is_one() -> None:
    incident = an_incident()
    a_figure(incident, a_city(), "displaced", 110, is_estimate=True)
    known = incidents.counted(incident)
    made = stated(incident, amounts=known.amounts, estimates=known.estimates)
    assert made[0].working == "± 110 pengungsi (perkiraan) ÷ 50 × 3 shift = 9"


def test_a_recount_replaces_only_what_nobody_touched() -> None:
    incident = a_flood()
    shelter = next(need for need in stated(incident) if need.role == "Pengungsian")
    changed(shelter, 80)
    incident.figures.update(value=2000)
    made = stated(incident)
    assert [need.role for need in made] == ["Kaji cepat"]
    assert standing(incident) == {"Pengungsian": 80, "Kaji cepat": 3}


def test_a_recount_keeps_what_people_serve_already() -> None:
    incident = a_flood()
    shelter = next(need for need in stated(incident) if need.role == "Pengungsian")
    an_assignment(shelter, a_plan(incident))
    incident.figures.update(value=2000)
    stated(incident)
    assert standing(incident) == {"Pengungsian": 72, "Kaji cepat": 3}


def a_plan_sending_to(need: Need, incident: Incident) -> Plan:
    plan, person = a_plan(incident), an_employee()
    plan.lines.create(
        need=need, employee=person, unit=a_unit(agency=incident.agency), agency=incident.agency,
        minutes=0, cost_travel=0, cost_fairness=0, cost_over_level=0,
    )  # fmt: skip
    return plan


def test_a_recount_keeps_what_a_plan_on_its_way_sends_people_to() -> None:
    incident = a_flood()
    shelter = next(need for need in stated(incident) if need.role == "Pengungsian")
    plan = a_plan_sending_to(shelter, incident)
    incident.figures.update(value=2000)
    for state, kept in (("submitted", 72), ("draft", 120)):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        stated(incident)
        assert standing(incident) == {"Pengungsian": kept, "Kaji cepat": 3}


def test_single_roles_can_be_left_out() -> None:
    incident = a_flood()
    template = a_template()
    survey = template.roles.get(role="Kaji cepat")
    stated(incident, template=template, role_ids=[survey.pk])
    assert standing(incident) == {"Kaji cepat": 3}


def test_figures_that_ask_for_nobody_are_refused() -> None:
    incident = an_incident()
    with pytest.raises(Refused, match="Tidak ada kebutuhan"):
        stated(incident)


def test_a_change_needs_a_reason_and_is_logged_with_both_numbers() -> None:
    need = a_need(an_incident(), a_city(), desired=4)
    with pytest.raises(Refused) as refusal:
        changed(need, 0, reason=" ")
    assert [p.field for p in refusal.value.problems] == ["desired", "desired", "reason"]
    changed(need, 9, post="Posko 2", report_to="Rina, 0812")
    need.refresh_from_db()
    assert (need.desired, need.post, need.report_to) == (9, "Posko 2", "Rina, 0812")
    entry = Entry.objects.get()
    assert (entry.reason, entry.details["before"]["desired"]) == ("Posko kedua", 4)
    assert entry.details["after"]["desired"] == 9


def test_a_need_cannot_shrink_below_the_people_already_sent() -> None:
    incident = an_incident()
    need = a_need(incident, a_city(), desired=4)
    plan = a_plan(incident)
    for _n in range(3):
        an_assignment(need, plan)
    with pytest.raises(Refused, match="Sudah 3 orang"):
        changed(need, 2)


def test_a_need_by_hand_says_why_and_who_may_fill_it() -> None:
    incident = an_incident()
    given = {
        "owner_kind": "incident", "owner_id": incident.pk, "area": a_city(), "post": "Posko",
        "groups": [a_group()], "on": ON, "by": a_coordinator(),
    }  # fmt: skip
    draft = NeedDraft("Operator perahu", DUTY, 1, 2, 1)
    with pytest.raises(Refused) as refusal:
        needs.state_need(draft=draft, reason="", **given)  # type: ignore[arg-type]
    assert [p.field for p in refusal.value.problems] == ["reason"]
    need = needs.state_need(draft=draft, reason="Perahu bantuan", **given)  # type: ignore[arg-type]
    assert (need.working, need.changed_because) == ("", "Perahu bantuan")
    with pytest.raises(Refused, match="sama persis"):  # a button pressed twice
        needs.state_need(draft=draft, reason="Perahu bantuan", **given)  # type: ignore[arg-type]
    assert needs.state_need(draft=draft, reason="Perahu kedua", **given)  # type: ignore[arg-type]


def test_a_past_need_is_refused() -> None:
    past = NeedDraft("Perawat", Period(date(2025, 1, 1), date(2025, 1, 5)), 1, 2, 1)
    with pytest.raises(Refused, match="sudah lewat"):
        needs.state_need(
            owner_kind="incident", owner_id=an_incident().pk, draft=past, area=a_city(), post="",
            groups=[a_group()], reason="x", on=ON, by=a_coordinator(),
        )  # fmt: skip


def test_a_need_is_removed_with_a_reason_while_nobody_serves_it() -> None:
    incident = an_incident()
    need = a_need(incident, a_city())
    with pytest.raises(Refused, match="alasannya"):
        needs.cancel_need(need=need, reason="", by=a_coordinator())
    needs.cancel_need(need=need, reason="Surut", by=a_coordinator())
    assert standing(incident) == {}


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_a_need_stays_while_it_is_decided_who_goes_there(state: str) -> None:
    incident = an_incident()
    need = a_need(incident, a_city())
    plan = a_plan_sending_to(need, incident)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    with pytest.raises(Refused, match=f"Rencana {plan.number} yang sudah .* dibatalkan setelah"):
        needs.cancel_need(need=need, reason="Surut", by=a_coordinator())
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    needs.cancel_need(need=need, reason="Surut", by=a_coordinator())
    assert standing(incident) == {}


def test_only_who_plans_for_the_incident_states_needs() -> None:
    incident = a_flood()
    with pytest.raises(PermissionDenied):
        stated(incident, by=a_user(Role.APPROVER))


def test_only_who_plans_everywhere_defines_a_template() -> None:
    with pytest.raises(PermissionDenied):
        needs.define_template(
            code="banjir", name="Banjir", roles=[], by=a_coordinator(a_flood().agency)
        )
    made = needs.define_template(code="banjir", name="Banjir", roles=[], by=a_coordinator())
    assert list(queries.newest_templates()) == [made]


def test_a_changed_ratio_is_a_new_version_and_the_old_one_stays() -> None:
    old = a_template()
    shelter = old.roles.get(role="Pengungsian")
    given = {
        "ratio": Ratio(Basis.DISPLACED, 40, 1, 3), "minimum_percent": 90, "tier": 1,
        "source": "SK Kepala BPBD", "is_assumption": False, "by": a_coordinator(),
    }  # fmt: skip
    with pytest.raises(Refused, match="alasan"):
        needs.change_role(role=shelter, reason=" ", **given)  # type: ignore[arg-type]
    new = needs.change_role(role=shelter, reason="Rapat evaluasi", **given)  # type: ignore[arg-type]
    assert (new.version, queries.template("banjir")) == (2, new)
    ratios = {role.role: role.ratio_words for role in queries.template_roles(new)}
    assert ratios == {
        "Pengungsian": "1 orang per 40 pengungsi × 3 shift", "Kaji cepat": "3 orang per kecamatan",
    }  # fmt: skip
    assert old.roles.get(role="Pengungsian").per == 50
    assert Entry.objects.get().reason == "Rapat evaluasi"
    with pytest.raises(Refused, match="berganti versi"):
        needs.change_role(role=shelter, reason="lagi", **given)  # type: ignore[arg-type]


def test_heads_tell_who_serves_who_comes_who_is_silent_and_who_has_served() -> None:
    incident = an_incident()
    need, plan = a_need(incident, a_city(), desired=6), a_plan(incident)
    an_assignment(need, plan, state="active", is_present=True)
    for state in ("active", "accepted", "ordered", "completed", "declined", "withdrawn"):
        an_assignment(need, plan, state=state)
    found = queries.heads_by_need("incident", incident.pk, ON)[need.pk]
    assert found == Heads(6, here=2, coming=1, asked=1, done=1, at_post=1)
    assert (found.filled, found.short) == (5, 1)
