"""A whole mobilisation in the log: it verifies, and any change to what was decided is named."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from luwes.accounts.rules import Role
from luwes.audit import actions
from luwes.audit.models import Entry
from luwes.audit.tests.builders import guard_lifted
from luwes.organisation.tests.builders import a_user
from luwes.project.tests.databases import database_url
from luwes.staffing.actions import answers, decisions, field, issue, plans
from luwes.staffing.models import Assignment, Plan
from luwes.staffing.tests.scene import HOURS, NOW, TODAY, Scene, a_scene

ROOT = Path(__file__).resolve().parents[3]


def a_played_story() -> Scene:
    """Plan, sent back once, approved, issued; one declines, one is refilled, the rest come home."""
    scene = a_scene()
    unit = scene.unit(minimum=1)
    scene.people(unit, 6)
    scene.need(minimum=3)
    plan = scene.submitted()
    decisions.send_back(
        approval=plan.approvals.get(), reason="Kurang jelas", now=NOW, by=scene.decider
    )
    plan.refresh_from_db()
    plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(plan)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    first, *rest = Assignment.objects.order_by("pk")
    answers.decline(assignment=first, reason="Sakit", now=NOW, by=first.employee.user)
    refill = answers.refill(plan=Plan.objects.get(pk=plan.pk), now=NOW, by=scene.coordinator)
    plans.solve(plan_id=refill.pk, now=NOW, on=TODAY)
    refill.refresh_from_db()
    plans.submit(plan=refill, decide_within=HOURS, now=NOW, by=scene.coordinator)
    scene.approve(refill)
    issue.issue(plan_id=refill.pk, now=NOW, on=TODAY)
    for row in rest:
        answers.accept(assignment=row, now=NOW, by=row.employee.user)
    serving = scene.serving(plan=Plan.objects.get(pk=refill.pk)) + scene.arrived(rest)
    field.complete(assignments=serving, now=NOW, on=TODAY, by=scene.coordinator)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    for row in serving:
        field.confirm_return(assignment=row, note="", now=NOW, by=head)
    return scene


def verify() -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("verify_log", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def tamper(sql: str, *values: object) -> None:
    with guard_lifted(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


@pytest.mark.django_db
def test_the_log_of_a_played_story_verifies() -> None:
    a_played_story()
    actions.seal()
    actions.publish_heads(on=TODAY)
    code, said = verify()
    assert code == 0
    assert said[0].startswith(f"{Entry.objects.count()} catatan diperiksa dalam ")
    assert said[0].endswith(" 0 kesalahan, 0 belum disegel.")
    deeds = set(Entry.objects.values_list("deed", flat=True))
    assert {
        "staffing.plan_made", "staffing.plan_submitted", "staffing.plan_sent_back",
        "staffing.plan_approved", "staffing.plan_issued", "staffing.declined", "staffing.accepted",
        "letters.withdrawn", "staffing.completed", "staffing.returned",
    } <= deeds  # fmt: skip


ALTERATIONS = {
    "reason": "UPDATE audit_entry SET reason = 'lain' WHERE id = %s",
    "who": "UPDATE audit_entry SET by_name = 'Orang lain' WHERE id = %s",
    "when": "UPDATE audit_entry SET at = at - interval '1 second' WHERE id = %s",
    "deed": "UPDATE audit_entry SET deed = 'staffing.plan_approved' WHERE id = %s",
    "object": "UPDATE audit_entry SET object_id = '999' WHERE id = %s",
    "details": "UPDATE audit_entry SET details = details || '{\"people\": 1}' WHERE id = %s",
}


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_entry_is_named(sql: str) -> None:
    a_played_story()
    actions.seal()
    entry = Entry.objects.get(deed="staffing.plan_sent_back")
    tamper(sql, entry.pk)
    code, said = verify()
    assert code == 1
    assert said[1:] == [
        f"SALAH rantai {entry.chain} nomor {entry.number}: isinya berubah setelah disegel"
    ]


@pytest.mark.django_db
def test_a_removed_entry_is_named() -> None:
    a_played_story()
    actions.seal()
    entry = Entry.objects.get(deed="staffing.plan_sent_back")
    tamper("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    code, said = verify()
    assert code == 1
    assert f"rantai {entry.chain} nomor {entry.number + 1}: nomor {entry.number} hilang" in said[1]


@pytest.mark.django_db
def test_two_entries_that_changed_places_are_both_named() -> None:
    a_played_story()
    actions.seal()
    one = Entry.objects.get(deed="staffing.plan_sent_back")
    two = Entry.objects.get(chain=one.chain, number=one.number + 1)
    tamper("UPDATE audit_entry SET number = -number WHERE id IN (%s, %s)", one.pk, two.pk)
    tamper("UPDATE audit_entry SET number = %s WHERE id = %s", two.number, one.pk)
    tamper("UPDATE audit_entry SET number = %s WHERE id = %s", one.number, two.pk)
    code, said = verify()
    assert code == 1
    named = {line.split(":")[0] for line in said[1:]}
    assert {f"SALAH rantai {one.chain} nomor {n}" for n in (one.number, two.number)} <= named


@pytest.mark.django_db
def test_an_entry_moved_to_another_chain_is_named() -> None:
    a_played_story()
    actions.seal()
    entry = Entry.objects.get(deed="staffing.plan_sent_back")
    tamper("UPDATE audit_entry SET chain = 'lain' WHERE id = %s", entry.pk)
    code, said = verify()
    assert code == 1
    named = "\n".join(said)
    assert f"SALAH rantai lain nomor {entry.number}: isinya berubah" in named
    assert f"nomor {entry.number} hilang" in named


@pytest.mark.django_db
def test_a_forged_entry_put_between_is_named() -> None:
    a_played_story()
    actions.seal()
    entry = Entry.objects.get(deed="staffing.plan_sent_back")
    columns = (
        "chain, at, by_id, by_name, deed, object_kind, object_id, object_label, details,"
        " previous_hash, hash"
    )
    tamper(
        f"INSERT INTO audit_entry (number, reason, {columns})"
        f" SELECT number + 1000, 'palsu', {columns} FROM audit_entry WHERE id = %s",
        entry.pk,
    )
    code, said = verify()
    assert code == 1
    assert any(f"nomor {entry.number + 1000}" in line for line in said)


@pytest.mark.django_db
def test_entries_that_no_seal_protects_yet_are_named_and_no_fault() -> None:
    scene = a_played_story()
    actions.seal()
    entry = actions.record(scene.decider, "staffing.plan_approved", scene.agency)
    code, said = verify()
    assert code == 0
    assert said[0].endswith(" 0 kesalahan, 1 belum disegel.")
    assert said[1].startswith(f"belum disegel: {entry.pk} ")


@pytest.mark.django_db(transaction=True)
def test_the_command_itself_ends_with_0_and_then_with_1() -> None:
    a_played_story()
    actions.seal()

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "luwes.project.cli", "verify_log"], cwd=ROOT, text=True,
            env={**os.environ, "DATABASE_URL": database_url()}, capture_output=True, check=False,
        )  # fmt: skip

    assert run().returncode == 0
    entry = Entry.objects.get(deed="staffing.plan_sent_back")
    tamper(ALTERATIONS["reason"], entry.pk)
    done = run()
    assert done.returncode == 1
    assert f"nomor {entry.number}: isinya berubah setelah disegel" in done.stdout
    assert "Traceback" not in done.stderr
