"""The flood, step by step, by the same actions as the screens use."""

import hashlib
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from procrastinate.contrib.django import app as jobs

from luwes.accounts import actions as accounts
from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.audit import queries as log
from luwes.core import clock
from luwes.core.periods import through
from luwes.demo import (
    flood,
    leaving,
    loading,
    motivating,
    moving,
    offers,
    partnering,
    serving,
    studying,
    teaming,
    working,
)
from luwes.letters import queries as letter_queries
from luwes.letters.models import Letter
from luwes.letters.rules import verdict
from luwes.mobilisation import actions as mobilisation
from luwes.mobilisation import queries as incidents
from luwes.mobilisation import rules
from luwes.mobilisation.models import Incident
from luwes.motivation.actions import load_watching, recovering
from luwes.motivation.models import RecoveryOffer
from luwes.places import queries as areas
from luwes.places.models import Area
from luwes.staffing import queries as staffing
from luwes.staffing.actions import answers, decisions, plans, shaping
from luwes.staffing.actions import field as duty
from luwes.staffing.actions import needs as need_actions
from luwes.staffing.models import Assignment, Need, Plan

Figures = dict[str, Any]


@dataclass
class Step:
    name: str
    ok: bool
    seconds: float
    figures: Figures


@dataclass
class Story:
    """What has happened so far; `at` is the story's clock."""

    count: int
    folder: Path
    at: datetime = flood.DECLARED
    steps: list[Step] = field(default_factory=list)
    world: loading.World = field(init=False)
    incident: Incident = field(init=False)
    plan: Plan = field(init=False)

    @property
    def day(self) -> Any:
        return self.at.astimezone(flood.WIB).date()

    def play(self, name: str, step: Callable[["Story"], Figures]) -> Step:
        """A step that breaks is a step that failed, with what broke in its figures."""
        started = time.perf_counter()
        clock.set_to(self.at)
        try:
            figures = step(self)
        except Exception as error:
            traceback.print_exc()
            figures = {"ok": False, "failure": f"{type(error).__name__}: {error}"}
        ok = bool(figures.pop("ok"))
        self.steps.append(Step(name, ok, round(time.perf_counter() - started, 2), figures))
        return self.steps[-1]


def run_jobs() -> None:
    """Let a worker do what is waiting, until nothing is."""
    connector = jobs.connector.get_worker_connector()  # type: ignore[attr-defined]
    with jobs.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def _area(code: str) -> Area:
    area = areas.by_code(code)
    if area is None:
        raise LookupError(f"no area {code}")
    return area


def load(story: Story) -> Figures:
    story.world = loading.load(count=story.count, folder=story.folder, now=story.at, on=story.day)
    leaving.load(story.world, story.at, story.day)
    moves = moving.load(story.world, story.at, story.day)
    working.load(story.world, story.folder, story.at, story.day)
    teaming.load(story.world, story.at, story.day)
    served = serving.load(story.world, story.at, story.day)
    learnt = studying.load(story.world, story.at, story.day)
    joined = partnering.load(story.world, story.at, story.day)
    moved = motivating.load(story.world, story.at, story.day)
    return {
        "people": story.world.people,
        "agencies": len(story.world.agencies),
        "moves": len(moves),
        **served,
        **learnt,
        **joined,
        **moved,
        "ok": story.world.people == story.count,
    }


def incident(story: Story) -> Figures:
    """Declared with its decrees, figures with their sources, needs from ratios."""
    world, by = story.world, story.world.coordinator
    city = _area(flood.CITY)
    story.incident = mobilisation.declare(
        agency=world.province, hazard=rules.Hazard.FLOOD, name="Banjir Bandar Lampung 21 Februari 2025",
        area=city, started_at=flood.BEGAN, helpers=world.agencies.values(), now=story.at, by=by,
    )  # fmt: skip
    for decree in flood.DECREES:
        mobilisation.set_status(
            incident=story.incident, status=rules.Status(decree.status), authority=decree.authority,
            decree=decree.number, period=through(decree.first_day, decree.last_day),
            source="laporan media", by=by,
        )  # fmt: skip
    _enter_figures(story)
    call_command("load_templates", by=by.username, stdout=StringIO())
    template = staffing.template("banjir")
    assert template
    known = incidents.counted(story.incident)
    made = need_actions.state_from_template(
        template=template, owner_kind=incidents.OWNER_KIND, owner_id=story.incident.pk,
        amounts=known.amounts, estimates=known.estimates, on=story.day, by=by,
        period=through(flood.FIRST_DAY, flood.LAST_DAY),
    )  # fmt: skip
    totals = incidents.totals(story.incident)
    shelter = next(need for need in made if need.role == "Pengungsian")
    reported = {kind: totals[kind].reported for kind in flood.REPORTED}
    return {
        "districts": len(flood.DISTRICTS), **reported,
        "estimated_people": totals["affected"].estimated, "needs": len(made),
        "heads": sum(need.desired for need in made), "worked_sum": shelter.working,
        "ok": reported == flood.REPORTED and shelter.desired == 72,
    }  # fmt: skip


def _enter_figures(story: Story) -> None:
    def enter(code: str, kind: str, value: int, source: str, at: datetime, **more: Any) -> None:
        mobilisation.enter_figure(
            incident=story.incident, area=_area(code), kind=rules.Figure(kind), value=value,
            source=source, reported_at=at, now=story.at, by=story.world.coordinator,
            **{"is_estimate": False, "note": "", **more},
        )  # fmt: skip

    ratio = rules.people_per_family(
        [
            (d.people, d.families)
            for d in flood.DISTRICTS
            if d.people and rules.plausible(d.people, d.families)
        ]
    )
    for d in flood.DISTRICTS:
        enter(d.code, "houses", d.houses, flood.BPBD, flood.TABLE_AT, note=d.note)
        enter(d.code, "families", d.families, flood.BPBD, flood.TABLE_AT)
        if d.people is not None:
            enter(d.code, "affected", d.people, flood.BPBD, flood.TABLE_AT, note=d.note)
        else:
            guess = rules.estimate_people(d.families, ratio)
            enter(
                d.code, "affected", guess, "Perkiraan dari jumlah KK", flood.TABLE_AT, is_estimate=True,
                note=f"{d.families} KK × {ratio:.2f} jiwa per KK".replace(".", ","),
            )  # fmt: skip
    for code, kind, value, source in flood.CONFLICTING:
        enter(code, kind, value, source, flood.PRESS_AT, use=False)
    for code, dead, note in flood.DEAD:
        enter(code, "dead", dead, flood.BPBD, flood.TABLE_AT, note=note)
    enter(flood.CITY, "displaced", flood.DISPLACED, flood.DISPLACED_SOURCE, flood.PRESS_AT)


def outside(story: Story) -> Figures:
    """Kodim, PMI and volunteers offer people: plans leave those places free."""
    made = offers.record_three(story.incident, story.at, story.world.coordinator)
    heads = staffing.heads_by_need(incidents.OWNER_KIND, story.incident.pk, story.day)
    counted = sum(row.outside for row in heads.values())
    return {
        "contingents": len(made), "heads": counted,
        "ok": bool(made) and counted == sum(row.heads for row in made),
    }  # fmt: skip


def plan(story: Story) -> Figures:
    story.plan = plans.make(
        owner_kind=incidents.OWNER_KIND, owner_id=story.incident.pk, now=story.at,
        by=story.world.coordinator,
    )  # fmt: skip
    return _solved(story)


def _solved(story: Story) -> Figures:
    run_jobs()
    story.plan.refresh_from_db()
    result = story.plan.result
    if story.plan.failure or not result:
        return {"ok": False, "failure": story.plan.failure or "not solved"}
    return {
        "filled": result["filled"], "asked": result["asked"], "method": story.plan.method,
        "optimal": result["optimal"], "checked": story.plan.checked, "seconds": result["seconds"],
        "unfilled_minimum": result["unfilled_minimum"],
        "flat_quota": {key: value for key, value in result["flat"].items() if key != "pairs"},
        "travel_minutes": result["minutes_total"],
        "ok": story.plan.checked and result["filled"] > 0,
    }  # fmt: skip


def shape(story: Story) -> Figures:
    """Pin one, exclude one, solve again."""
    lines = list(staffing.lines(story.plan)[:2])
    kept, left_out = lines[0], lines[-1]
    by = story.world.coordinator
    shaping.pin(
        plan=story.plan,
        employee=kept.employee,
        need=kept.need,
        reason="Mengenal wilayah",
        now=story.at,
        by=by,
    )
    shaping.exclude(
        plan=story.plan,
        employee=left_out.employee,
        need=None,
        reason="Rumahnya kebanjiran",
        now=story.at,
        by=by,
    )
    figures = _solved(story)
    people = set(story.plan.lines.values_list("employee_id", flat=True))
    obeyed = kept.employee_id in people and left_out.employee_id not in people
    return {**figures, "ok": figures["ok"] and obeyed}


def submit(story: Story) -> Figures:
    plans.submit(
        plan=story.plan, decide_within=timedelta(hours=2), now=story.at, by=story.world.coordinator
    )
    story.plan.refresh_from_db()
    asked = set(story.plan.approvals.values_list("agency_id", flat=True))
    taken = set(story.plan.lines.values_list("agency_id", flat=True))
    _open_field_accounts(story)
    return {"approvals": len(asked), "ok": story.plan.state == "submitted" and asked == taken}


def _open_field_accounts(story: Story) -> None:
    """Somebody who will be sent, and an officer of the posts, to sign in as."""
    if User.objects.filter(username="pos").exists():
        return
    loading.post_officer(story.world, incidents.OWNER_KIND, story.incident.pk, story.at)
    lines = staffing.lines(story.plan).select_related("employee__user")
    near = lines.filter(unit_id__in=leaving.units_of_first_head(story.day))
    known = near.filter(
        employee__user__username__startswith="asn", employee__performance_plans__isnull=False
    )
    free = (near.filter(employee__user=None), lines.filter(employee__user=None))
    employee = next(row[0].employee for row in (known, *free) if row[:1])
    if employee.user is not None:
        accounts.set_password(user=employee.user, password=loading.PASSWORD, by=story.world.admin)
        return
    loading.account_of(employee, story.world, story.at, story.day, username="asn")
    employee.refresh_from_db()
    motivating.proposed(story.world, employee, story.at, story.day)


def decide(story: Story) -> Figures:
    """Sent back once with a reason, submitted again, approved by every government; issued by a job."""
    first = story.plan.approvals.order_by("pk")[0]
    decisions.send_back(
        approval=first, reason="Tambahkan keterangan pos tugas.", now=story.at,
        by=story.world.deciders[first.agency_id],
    )  # fmt: skip
    story.plan.refresh_from_db()
    submit(story)
    for approval in story.plan.approvals.order_by("pk"):
        decisions.approve(
            approval=approval, now=story.at, by=story.world.deciders[approval.agency_id]
        )
    story.plan.refresh_from_db()
    return {"state": story.plan.state, "ok": story.plan.state == "approved"}


def order(story: Story) -> Figures:
    """The approved plan was handed to a job: assignments, letters, numbers; then PDFs, signed."""
    run_jobs()
    story.plan.refresh_from_db()
    made = list(Assignment.objects.filter(plan=story.plan).select_related("letter"))
    signed = sum(1 for a in made if a.letter and a.letter.state == "signed")
    sample = next((a.letter for a in made if a.letter and a.letter.state == "signed"), None)
    said = _verdict(sample) if sample else "none"
    return {
        "assignments": len(made), "letters": len({a.letter_id for a in made}), "signed": signed,
        "sample": sample.number if sample else "", "verified": said,
        "ok": bool(made) and signed == len(made) and said == "genuine",
    }  # fmt: skip


def _verdict(sample: Letter) -> str:
    """What verification says of the file as it was sent."""
    found = letter_queries.by_file(hashlib.sha256(sample.pdf.read()).hexdigest())
    return verdict(found.as_evidence(True)).value if found else "not_ours"


def answer(story: Story) -> Figures:
    """Most accept, some decline, a few stay silent and are chased; what was declined is refilled."""
    story.at += timedelta(minutes=40)
    clock.set_to(story.at)
    rows = list(_assignments(story).order_by("pk"))
    declined = rows[3::25]
    silent = rows[7::40]
    for row in rows:
        if row in silent:
            continue
        user = _account(story, row)
        if row in declined:
            answers.decline(assignment=row, reason="Anak saya sakit", now=story.at, by=user)
        else:
            answers.accept(assignment=row, now=story.at, by=user)
    chased = answers.chase(silent_for=timedelta(minutes=30), now=story.at)
    before = set(_assignments(story).values_list("employee_id", "need_id"))
    refill = answers.refill(plan=story.plan, now=story.at, by=story.world.coordinator)
    original, story.plan = story.plan, refill
    _solved(story)
    refilled = story.plan.lines.count()
    if refilled:
        submit(story)
        for approval in story.plan.approvals.order_by("pk"):
            decisions.approve(
                approval=approval, now=story.at, by=story.world.deciders[approval.agency_id]
            )
        run_jobs()
    story.plan = original
    after = set(_assignments(story).values_list("employee_id", "need_id"))
    return {
        "accepted": len(rows) - len(declined) - len(silent), "declined": len(declined),
        "chased": len(chased), "refilled": refilled,
        "ok": len(chased) == len(silent) > 0 < refilled <= len(declined) and before < after,
    }  # fmt: skip


def _assignments(story: Story) -> Any:
    rows = Assignment.objects.filter(
        need__owner_kind=incidents.OWNER_KIND, need__owner_id=story.incident.pk
    )
    return rows.exclude(state__in=["declined", "withdrawn"]).select_related(
        "employee__user", "need"
    )


def _account(story: Story, row: Assignment) -> User:
    """The person's own account, made when it is first needed."""
    return loading.account_of(row.employee, story.world, story.at, story.day)


def serve(story: Story) -> Figures:
    """Everyone arrives; one post is relieved after long days, and its people return to their desks."""
    story.at = datetime(2025, 2, 25, 8, 5, tzinfo=flood.WIB)
    clock.set_to(story.at)
    rows = list(_assignments(story).order_by("pk"))
    for row in rows:
        duty.check_in_by_officer(
            assignment=row, key=uuid.uuid4(), at=story.at, by=story.world.coordinator
        )
    offers.arrive(story.incident, story.at, story.world.coordinator)
    post = (
        Need.objects.filter(assignments__state="active", owner_id=story.incident.pk)
        .order_by("tier", "pk")
        .first()
    )
    relieved = [row for row in _assignments(story) if post and row.need_id == post.pk]
    _long_days(story, relieved)
    duty.complete(assignments=relieved, now=story.at, on=story.day, by=story.world.coordinator)
    story.at += timedelta(hours=15)
    clock.set_to(story.at)
    heads = 0
    for row in relieved:
        head = loading.head_of(row.home_unit_id, story.world, story.at, story.day)
        duty.confirm_return(assignment=row, note="Kembali bertugas", now=story.at, by=head)
        heads += 1
    signals = load_watching.watch(on=story.day, now=story.at)
    offered = _picks(story)
    return {
        "arrived": len(rows),
        "post": str(post),
        "relieved": len(relieved),
        "returned": heads,
        "load_signals": signals,
        "recovery_offers": offered,
        "ok": heads == len(relieved) == offered > 0 and signals > 0,
    }


def _long_days(story: Story, relieved: list[Assignment]) -> None:
    """A day of fourteen hours, a short night, and another day: this earns rest."""
    by = story.world.coordinator
    for day_, hour, minute, deed in ((25, 22, 40, "out"), (26, 5, 10, "in"), (26, 16, 0, "")):
        story.at = datetime(2025, 2, day_, hour, minute, tzinfo=flood.WIB)
        clock.set_to(story.at)
        if deed:
            duty.record(deed=deed, assignments=relieved, key=uuid.uuid4(), at=story.at, by=by)


def _picks(story: Story) -> int:
    """Everyone who returned is offered days of rest; the first picks one. How many were offered."""
    rows = RecoveryOffer.objects.filter(rest__assignment__need__owner_id=story.incident.pk)
    found = list(rows.select_related("employee__user", "rest").order_by("pk"))
    for offer in found[:1]:
        if by := offer.employee.user:
            days = recovering.pickable(offer, story.day)[:1]
            recovering.pick(offer=offer, days=days, on=story.day, now=story.at, by=by)
    return len(found)


def account(story: Story) -> Figures:
    audit.seal()
    audit.publish_heads(on=story.day)
    count, faults = log.verify()
    return {"entries": count, "faults": len(faults), "ok": count > 0 and not faults}


UNTIL_DECISION = (
    ("load", load), ("incident", incident), ("outside", outside), ("plan", plan), ("shape", shape), ("submit", submit),
)  # fmt: skip
AFTER = (
    ("decide", decide), ("order", order), ("answer", answer), ("serve", serve), ("account", account),
)  # fmt: skip
