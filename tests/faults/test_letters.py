"""A worker killed while it makes and signs letters: each is signed once, whole, with its number."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.audit import actions as audit
from luwes.audit import queries as log
from luwes.core.tests.points import points
from luwes.letters import actions
from luwes.letters.models import Letter
from luwes.letters.tests.builders import NOW, a_draft, a_user
from tests.faults import killing
from tests.faults.killing import killed_at, restart, unfinished

pytestmark = pytest.mark.django_db(transaction=True)


def files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.parametrize("point", points("letters"))
def test_a_worker_killed_while_signing_leaves_letters_signed_or_not(point: str) -> None:
    actions.issue_many([a_draft(about_id=str(n)) for n in range(3)], now=NOW, by=a_user())
    killed_at(f"{point}:2")  # at the second letter
    for letter in Letter.objects.all():
        assert bool(letter.pdf) == (letter.state == "signed")
        assert not letter.pdf or sha256(letter) == letter.pdf_sha256
    assert Letter.objects.filter(state="signed").exists()  # the first was not in vain
    restart()
    made = Letter.objects.order_by("sequence")
    assert [(letter.sequence, letter.state) for letter in made] == [
        (n, "signed") for n in (1, 2, 3)
    ]
    assert all(sha256(letter) == letter.pdf_sha256 for letter in made)
    assert files() == sorted(Path(letter.pdf.path) for letter in made)
    assert unfinished() == []


def sha256(letter: Letter) -> str:
    with letter.pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.mark.parametrize("point", points("sealing"))
def test_a_worker_killed_while_sealing_leaves_one_unbroken_chain(point: str) -> None:
    by = a_user()
    for n in range(3):
        audit.record(by, "plan.approved", by, chain=str(n % 2))
    killed_at(point)
    assert log.verify()[1] == []
    restart()
    assert log.verify() == (3, [])
    assert log.unsealed() == 0


def test_a_job_that_kills_every_worker_is_put_aside_at_last() -> None:
    actions.issue_many([a_draft()], now=NOW, by=a_user())
    killed_at("letters.rendered")
    deadly = ProcrastinateJob.objects.get(task_name=actions.PRODUCE, status="doing")
    killing.set_attempts(deadly.pk, 10)
    restart()
    assert ProcrastinateJob.objects.get(pk=deadly.pk).status == "failed"
    actions.ask_again(before=NOW + timedelta(minutes=11))  # in case it was not to blame
    killing.work()
    assert Letter.objects.get().state == "signed"
