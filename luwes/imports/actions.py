"""A run from upload to commit. The heavy steps are jobs; each can be killed and asked again."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core import queue
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.faults import point
from luwes.core.states import values
from luwes.imports import access, engine, files
from luwes.imports.models import Run
from luwes.imports.reading import Unreadable
from luwes.imports.registry import Context, Importer, Owner, Progress, importers
from luwes.imports.rules import OPEN_STATES, RunState, Table

CHECK, COMMIT, QUEUE = "imports.check", "imports.commit", "imports"
SENT_TWICE_WITHIN = timedelta(minutes=1)
_ACCEPTED = (RunState.COMMITTING.value, RunState.DONE.value)
_BUSY = (RunState.WAITING.value, RunState.CHECKING.value, RunState.COMMITTING.value)


@transaction.atomic
def start(
    *, importer: Importer, owner: Owner | None, upload: "UploadedFile[Any]", on: date, partial_file: bool,
    now: datetime, by: User,
) -> Run:  # fmt: skip
    """Keep an uploaded file and ask for its check; a form sent twice is one run."""
    allowed = (
        access.can_import_everything(by) if owner is None else owner in access.owners(by, importer)
    )
    require(allowed)
    sha256 = engine.digest_of(upload.chunks())
    advisory_lock(f"imports.start {sha256}")
    asked = {
        "importer": importer.key, "agency_key": owner.key if owner else "", "sha256": sha256, "on": on,
        "is_partial": partial_file, "by": by,
    }  # fmt: skip
    if twin := _sent_just_now(asked, now):
        return twin
    run = Run.objects.create(
        **asked, at=now, asked_at=now, agency_label=owner.label if owner else "",
        file_name=Path(upload.name or "berkas").name[-200:],
    )  # fmt: skip
    try:
        files.keep_upload(run, upload)
    except OSError:  # a full disk: half a file is of no use to anybody
        files.drop_all(run)
        raise
    _ask(CHECK, run)
    return run


def _sent_just_now(asked: dict[str, Any], now: datetime) -> Run | None:
    """The run of a form that was sent twice."""
    states = values(OPEN_STATES)
    rows = Run.objects.filter(**asked, state__in=states, at__gt=now - SENT_TWICE_WITHIN)
    return rows.order_by("-pk").first()


@transaction.atomic
def remap(*, run: Run, columns: dict[str, str], now: datetime, by: User) -> None:
    """Read the file again with another mapping of fields to headers."""
    require(access.can_decide(by, run))
    lock(run)
    _expect(run, RunState.CHECKED, RunState.UNREADABLE)
    run.chosen, run.state, run.asked_at = columns, RunState.WAITING.value, now
    run.message = ""
    run.save(update_fields=["chosen", "state", "asked_at", "message"])
    _ask(CHECK, run)


@transaction.atomic
def accept(*, run: Run, accept_clean: bool, now: datetime, by: User) -> None:
    """
    Ask for the commit of a checked file.

    Pressing twice is pressing once.

    :raises Refused: when rows are refused and the user did not say that the clean ones go in, or
        somebody else has decided
    """
    require(access.can_decide(by, run))
    lock(run)
    if run.state in _ACCEPTED and run.decided_by_id == by.pk:
        return
    _expect(run, RunState.CHECKED)
    if run.refused and not accept_clean:
        said = _("Ada %(n)d baris yang ditolak. Perbaiki berkasnya, atau tinggalkan baris itu.")
        refuse([Problem(said % {"n": run.refused}, "accept_clean")])
    run.accept_clean, run.state, run.asked_at = accept_clean, RunState.COMMITTING.value, now
    run.decided_by = by
    run.save(update_fields=["accept_clean", "state", "asked_at", "decided_by"])
    _ask(COMMIT, run)


@transaction.atomic
def cancel(*, run: Run, now: datetime, by: User) -> None:
    """Give an import up before it goes in; the file is deleted. Giving up twice is no fault."""
    require(access.can_decide(by, run))
    lock(run)
    if run.state == RunState.CANCELLED.value:
        return
    _expect(run, RunState.CHECKED, RunState.UNREADABLE, RunState.WAITING, RunState.CHECKING)
    run.state, run.finished_at, run.decided_by = RunState.CANCELLED.value, now, by
    run.save(update_fields=["state", "finished_at", "decided_by"])
    transaction.on_commit(partial(files.drop_upload, run))


def _expect(run: Run, *states: RunState) -> None:
    if run.state in values(states):
        return
    told = {"state": run.get_state_display().lower(), "by": run.decided_by}
    words = _("Impor ini sudah diputuskan %(by)s: %(state)s.")
    if run.decided_by is None:
        words = _("Keadaan impor ini sudah lain: %(state)s.")
    refuse([Problem(words % told)])


def _ask(task: str, run: Run) -> None:
    files.forget_progress(run)
    queue.job(task, queue=QUEUE).defer(run_id=run.pk)


def context_of(run: Run) -> tuple[Importer, Context]:
    importer = importers[run.importer]
    owner = Owner(run.agency_key, "", run.agency_label) if run.agency_key else None
    by = run.decided_by or run.by
    asked = localdate(run.at)
    return importer, Context(owner, run.on, by, run.file_name, run.is_partial, asked)


def check(*, run_id: int, now: datetime) -> None:
    """The job of a check: reads and compares, changes nothing but the run itself."""
    waiting = (RunState.WAITING.value, RunState.CHECKING.value)
    rows = Run.objects.filter(pk=run_id, state__in=waiting)
    if not rows.update(state=RunState.CHECKING.value):
        return
    run = Run.objects.select_related("by").get(pk=run_id)
    importer, context = context_of(run)
    tell = partial(files.tell_progress, run)
    tell(_("Membaca berkas"), 5)
    try:
        table = engine.read(
            importer=importer,
            path=run.upload,
            context=context,
            chosen=run.chosen,
            name=run.file_name,
        )
        point("imports.file_read")
        outcome = engine.check(importer=importer, table=table, context=context, progress=tell)
    except (Unreadable, Refused) as problem:
        if isinstance(problem, Unreadable):  # a person may know which column is meant
            run.headers, run.mapping = problem.headers, problem.mapping
        _stop(run, RunState.UNREADABLE, str(problem), now)
        return
    engine.describe(run, outcome)
    files.write_problems(run, outcome.problems, outcome.counts, outcome.mended)
    point("imports.problems_written")
    _stop(run, RunState.CHECKED, "", None)
    point("imports.checked")


@transaction.atomic
def _stop(run: Run, state: RunState, message: str, now: datetime | None) -> None:
    """End a check, unless somebody cancelled it meanwhile."""
    current = Run.objects.select_for_update(no_key=True).get(pk=run.pk)
    if current.state == RunState.CHECKING.value:
        run.state, run.message, run.finished_at = state.value, message, now
        run.save()


def commit(*, run_id: int, now: datetime) -> None:
    """The job of a commit. One transaction: killed at any instant it leaves nothing half done."""
    run = Run.objects.select_related("by", "decided_by").get(pk=run_id)
    if run.state == RunState.DONE.value:  # by a worker that was killed before it tidied up
        files.drop_upload(run)
    if run.state != RunState.COMMITTING.value:
        return
    importer, context = context_of(run)
    tell = partial(files.tell_progress, run)
    tell(_("Membaca berkas"), 5)
    try:
        table = engine.read(
            importer=importer,
            path=run.upload,
            context=context,
            chosen=run.chosen,
            name=run.file_name,
        )
        with transaction.atomic():
            _commit(run, importer, context, table, tell)
    except (Unreadable, Refused) as problem:
        rows = Run.objects.filter(pk=run_id, state=RunState.COMMITTING.value)
        rows.update(state=RunState.UNREADABLE.value, message=str(problem), finished_at=now)
        return
    point("imports.after_commit")
    if run.state == RunState.DONE.value:
        files.drop_upload(run)


def _commit(run: Run, importer: Importer, context: Context, table: Table, tell: Progress) -> None:
    engine.wait_for_turn()
    lock(run)
    if run.state != RunState.COMMITTING.value:
        return
    outcome = engine.commit(
        importer=importer, table=table, context=context, accept_clean=run.accept_clean,
        sha256=run.sha256, by=context.by, run=run, progress=tell,
    )  # fmt: skip
    if not outcome.taken:  # what is on file changed since the check
        engine.describe(run, outcome)
        run.state = RunState.CHECKED.value
        run.message = _("Data berubah sejak diperiksa: kini ada baris yang ditolak.")
        run.save()
    files.write_problems(run, outcome.problems, outcome.counts, outcome.mended)


def fail(*, run_id: int, now: datetime) -> None:
    """A job broke off by a fault of ours: the run says so, and does not look busy for ever."""
    said = _("Terjadi kesalahan pada sistem. Tidak ada yang masuk; kesalahannya sudah dicatat.")
    rows = Run.objects.filter(pk=run_id, state__in=_BUSY)
    rows.update(state=RunState.UNREADABLE.value, message=said, finished_at=now)


def ask_again(*, before: datetime, now: datetime) -> int:
    """Jobs that were lost with their worker: ask for them once more. How many."""
    lost = Run.objects.filter(state__in=_BUSY, asked_at__lt=before).order_by("pk")
    for run in lost:
        task = COMMIT if run.state == RunState.COMMITTING.value else CHECK
        with transaction.atomic():
            Run.objects.filter(pk=run.pk).update(asked_at=now)
            _ask(task, run)
    return len(lost)


def tidy(*, now: datetime, keep_open: timedelta, keep_files: timedelta) -> None:
    """Close what nobody decided, and let go of files with people's data."""
    open_states = [state.value for state in OPEN_STATES if state is not RunState.COMMITTING]
    forgotten = Run.objects.filter(state__in=open_states, at__lt=now - keep_open).order_by("pk")
    for run in forgotten:
        Run.objects.filter(pk=run.pk).update(state=RunState.EXPIRED.value, finished_at=now)
        files.drop_upload(run)
    for run in Run.objects.filter(finished_at__lt=now - keep_files, is_tidy=False).order_by("pk"):
        files.drop_all(run)
        Run.objects.filter(pk=run.pk).update(is_tidy=True)
