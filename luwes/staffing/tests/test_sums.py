"""Needs whose figures changed: proposed, accepted as shown, left with a reason; leaders last."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client

from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.mobilisation import queries
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
from luwes.organisation.tests.builders import a_group, an_agency
from luwes.staffing import worked
from luwes.staffing.actions import needs, sums
from luwes.staffing.models import Need, NeedTemplate, TemplateRole
from luwes.staffing.worked import Proposal

pytestmark = pytest.mark.django_db

ON = date(2025, 2, 24)


def figures_of(incident: Incident) -> dict[str, Any]:
    known = queries.counted(incident)
    return {"amounts": known.amounts, "estimates": known.estimates}


def proposed(incident: Incident) -> list[Proposal]:
    return worked.proposals("incident", incident.pk, **figures_of(incident))


def accepted(incident: Incident, *keys: str) -> list[Need]:
    return sums.accept(
        owner_kind="incident", owner_id=incident.pk, keys=keys, by=a_coordinator(),
        **figures_of(incident),
    )  # fmt: skip


def stated(incident: Incident, template: NeedTemplate) -> dict[str, Need]:
    made = needs.state_from_template(
        template=template, owner_kind="incident", owner_id=incident.pk, period=DUTY, on=ON,
        by=a_coordinator(), **figures_of(incident),
    )  # fmt: skip
    return {need.role: need for need in made}


def a_shelter(displaced: int = 1200) -> tuple[Incident, Need]:
    """72 people for 1,200 displaced in the city."""
    incident = an_incident(agency=an_agency())
    a_figure(incident, a_city(), "displaced", displaced)
    return incident, stated(incident, a_template())["Pengungsian"]


def now_displaced(incident: Incident, value: int) -> None:
    incident.figures.filter(kind="displaced").update(value=value)


def test_more_displaced_propose_more_people_and_change_nothing_by_themselves() -> None:
    incident, need = a_shelter()
    assert not proposed(incident)
    now_displaced(incident, 1600)
    (proposal,) = proposed(incident)
    assert (proposal.need, proposal.desired, proposal.minimum) == (need, 96, 77)
    assert proposal.because == "pengungsi 1.200 → 1.600"
    need.refresh_from_db()
    assert need.desired == 72


def test_an_accepted_sum_is_asked_and_stands_in_the_log_with_its_cause() -> None:
    incident, need = a_shelter()
    now_displaced(incident, 1600)
    accepted(incident, proposed(incident)[0].key)
    need.refresh_from_db()
    assert (need.desired, need.minimum, need.changed_because) == (96, 77, "")
    assert need.working == "1.600 pengungsi ÷ 50 × 3 shift = 96"
    assert Entry.objects.get(deed="staffing.sum_accepted").reason == "pengungsi 1.200 → 1.600"
    assert not proposed(incident)


def test_a_sum_that_changed_after_it_was_shown_is_not_accepted_unseen() -> None:
    incident, need = a_shelter()
    now_displaced(incident, 1600)
    key = proposed(incident)[0].key
    now_displaced(incident, 2000)
    with pytest.raises(Refused, match="berubah lagi"):
        accepted(incident, key)
    with pytest.raises(Refused, match="sedikitnya satu"):
        accepted(incident)
    need.refresh_from_db()
    assert need.desired == 72


def test_fewer_than_are_there_are_not_asked() -> None:
    incident, need = a_shelter()
    plan = a_plan(incident)
    for _n in range(4):
        an_assignment(need, plan)
    now_displaced(incident, 50)
    (proposal,) = proposed(incident)
    assert (proposal.desired, proposal.have, proposal.is_possible) == (3, 4, False)
    with pytest.raises(Refused, match="sudah 4 orang"):
        accepted(incident, proposal.key)


def test_a_need_left_with_a_reason_is_proposed_again_only_when_the_figure_moves_again() -> None:
    incident, need = a_shelter()
    now_displaced(incident, 1600)
    key, by = proposed(incident)[0].key, a_coordinator()
    with pytest.raises(Refused, match="Tulis mengapa"):
        sums.leave(need=need, key=key, reason=" ", by=by, **figures_of(incident))
    sums.leave(need=need, key=key, reason="Relawan menambah.", by=by, **figures_of(incident))
    assert not proposed(incident)
    now_displaced(incident, 1700)
    assert [p.desired for p in proposed(incident)] == [102]
    assert Entry.objects.get(deed="staffing.sum_left").reason == "Relawan menambah."


def test_only_who_plans_accepts() -> None:
    incident, _need = a_shelter()
    now_displaced(incident, 1600)
    with pytest.raises(PermissionDenied):
        sums.accept(
            owner_kind="incident", owner_id=incident.pk, keys=[proposed(incident)[0].key],
            by=a_coordinator(an_agency("Kabupaten lain")), **figures_of(incident),
        )  # fmt: skip


def with_leaders() -> NeedTemplate:
    template = a_template()
    leader = TemplateRole.objects.create(
        template=template, position=9, role="Ketua regu", basis="people", per=5, times=1, tier=1,
        source="ICS: rentang kendali 3–7, terbaik 5",
    )  # fmt: skip
    leader.groups.set([a_group()])
    return template


def test_leaders_are_one_in_five_of_the_other_roles_of_their_place() -> None:
    incident = an_incident(agency=an_agency(), areas=[a_place("18.71.10", "Rajabasa")])
    a_figure(incident, a_city(), "displaced", 1200)
    a_need(incident, a_city(), role="Operator perahu", desired=4)
    stated(incident, with_leaders())
    leaders = Need.objects.filter(role="Ketua regu").order_by("area__code")
    assert [(n.area.name, n.desired, n.working) for n in leaders] == [
        ("Kota Bandar Lampung", 16, "76 orang di tempat itu ÷ 5 = 16"),
        ("Rajabasa", 1, "3 orang di tempat itu ÷ 5 = 1"),
    ]
    assert not proposed(incident)


def test_leaders_are_proposed_anew_when_the_roles_they_lead_changed() -> None:
    incident = an_incident(agency=an_agency())
    a_figure(incident, a_city(), "displaced", 1200)
    stated(incident, with_leaders())
    now_displaced(incident, 1600)
    accepted(incident, *(p.key for p in proposed(incident)))
    (proposal,) = proposed(incident)
    assert (proposal.need.role, proposal.desired) == ("Ketua regu", 20)
    assert proposal.because == "orang di tempat itu 72 → 96"


def test_the_page_shows_what_changed_and_accepts_what_is_ticked() -> None:
    incident, need = a_shelter()
    now_displaced(incident, 1600)
    client = Client()
    client.force_login(a_coordinator(incident.agency), backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = f"/kejadian/{incident.pk}/kebutuhan/"
    shown = client.get(page).content.decode()
    assert "72 → 96" in shown
    assert "karena pengungsi 1.200 → 1.600" in shown
    assert client.get(f"/kejadian/kebutuhan/{need.pk}/tetap/").status_code == 200
    key = proposed(incident)[0].key
    assert client.post(page + "angka/", {"usulan": [key]}).status_code == 302
    assert client.post(page + "angka/", {"usulan": [key]}).status_code == 422
    need.refresh_from_db()
    assert need.desired == 96
