"""Days of a flood by chance, and what must hold after each of them: whatever the chance."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from luwes.core import clock
from luwes.demo import days, flood, loading, sweep
from luwes.demo.fortnight import Fortnight
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.staffing.models import Assignment, Contingent, Return

SLOW = bool(os.environ.get("LUWES_SLOW"))
SEEDS, DAYS, PEOPLE = (range(1, 13), 14, 600) if SLOW else ([7], 3, 250)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_no_rule_is_broken(seed: int, tmp_path: Path) -> None:
    with connection.cursor() as cursor:  # of jobs that tests before this one left behind
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    clock.set_to(flood.DECLARED)
    world = loading.load(
        count=PEOPLE, folder=tmp_path, now=flood.DECLARED, on=flood.DECLARED.date()
    )
    told = Fortnight(world, seed, flood.FIRST_DAY, DAYS)
    days.play(told)
    assert told.faults == []
    # that the days were full: people went, answered, came and went home, by the rules' leave
    for deed in ("persetujuan", "menyanggupi", "jadwal", "hadir di buku pos", "pulang", "kembali"):
        assert told.done[deed] > 0, told.summary()
    told.incident.refresh_from_db()
    assert told.incident.closed_at
    assert Contingent.objects.filter(came__gt=0).exists(), told.summary()
    _sweeps_find_what_is_planted()


def _sweeps_find_what_is_planted() -> None:
    """The same rows with a fault in each: a sweep that finds nothing there would prove nothing."""
    ended = list(Assignment.objects.filter(state="completed").order_by("pk")[:3])
    there, gone, unlettered = (row.pk for row in ended)
    Assignment.objects.filter(pk=there).update(is_present=True)
    Return.objects.filter(assignment=gone).delete()
    Assignment.objects.filter(pk=unlettered).update(letter=None)
    outside = Contingent.objects.filter(state="done").order_by("pk")[0]
    Contingent.objects.filter(pk=outside.pk).update(present=1)
    last = Letter.objects.order_by("-pk")[0]
    Letter.objects.filter(pk=last.pk).update(sequence=last.sequence + 1)
    Message.objects.filter(kind="staffing.ordered").order_by("pk")[0].delete()
    assert any(f"contingent {outside.pk} (done)" in f for f in sweep.faults_of_outside())
    assert any(f"{there} (completed) counts as there" in f for f in sweep.faults_of_attendance())
    assert f"assignment {unlettered} without a letter" in sweep.faults_of_letters()
    assert any(f"series {last.series_id}: " in fault for fault in sweep.faults_of_letters())
    assert any(f"assignment {gone} is completed" in fault for fault in sweep.faults_of_returns())
    assert len(sweep.faults_of_telling()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 31}, {"speed": -1}])
def test_what_cannot_be_played_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="--days antara 1 dan 30"):
        call_command("demo_incident", **wrong)
