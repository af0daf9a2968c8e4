"""The one way of every spreadsheet into the data: read → map → check → preview → commit."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import clock
from luwes.core.db import advisory_lock
from luwes.core.faults import point
from luwes.imports import mappings
from luwes.imports.checking import Findings, read_columns
from luwes.imports.models import Run
from luwes.imports.reading import read_table
from luwes.imports.registry import Context, Importer, Plan, Progress
from luwes.imports.rules import Problem, RunState, Table

KINDS = ("new", "changed", "moved", "unchanged", "vanished", "refused")


def _quiet(step: str, percent: int) -> None:
    return None


@dataclass
class Outcome:
    """What a file holds and would do, or did when `taken`."""

    table: Table
    findings: Findings
    plan: Plan
    taken: bool = False
    run: Run | None = None

    @property
    def problems(self) -> list[Problem]:
        return self.findings.problems

    @property
    def counts(self) -> dict[str, int]:
        every = {**dict.fromkeys(KINDS, 0), **self.plan.counts}
        return {**every, "refused": len(self.findings.refused), "rows": len(self.table)}

    @property
    def mended(self) -> dict[str, int]:
        return {mend.value: count for mend, count in sorted(self.findings.mended.items())}

    @property
    def warned(self) -> int:
        return len(self.problems) - sum(p.severity == "refused" for p in self.problems)


def read(
    *, importer: Importer, path: Path, context: Context,
    chosen: Mapping[str, str] | None = None, name: str = "",
) -> Table:  # fmt: skip
    """
    Read a file with the mapping chosen now, else the one remembered.

    :raises Unreadable: with a message for people
    """
    remembered = mappings.remembered(importer.key, _key(context))
    return read_table(path, importer.fields, {**remembered, **(chosen or {})}, name)


def check(
    *, importer: Importer, table: Table, context: Context, progress: Progress = _quiet
) -> Outcome:
    """What would go in, and every problem; changes nothing. The table's raw cells are used up."""
    findings = Findings(table, importer.fields)
    if table.fitting_sheets:
        findings.warn_of_file(
            "Lembar lain", "lembar berisi data serupa dan tidak dibaca", "semua baris dalam satu lembar",
            ", ".join(table.fitting_sheets),
        )  # fmt: skip
    progress("Memeriksa isi", 30)
    values = read_columns(importer.fields, table, findings)
    progress("Membandingkan dengan data yang ada", 45)
    plan = importer.plan(values, findings, context)
    findings.sort()
    return Outcome(table, findings, plan)


@transaction.atomic
def commit(
    *, importer: Importer, table: Table, context: Context, accept_clean: bool, sha256: str,
    by: User, run: Run | None = None, progress: Progress = _quiet,
) -> Outcome:  # fmt: skip
    """
    Check again and write, all in one transaction; one import at a time.

    With refused rows nothing goes in unless the user said `accept_clean` and some row is clean.
    """
    wait_for_turn()
    point("imports.locked")
    outcome = check(importer=importer, table=table, context=context, progress=progress)
    refused = len(outcome.findings.refused)
    if refused and (not accept_clean or refused == len(table)):
        return outcome
    progress("Memasukkan", 60)
    point("imports.before_write")
    with pghistory.context(user=by.pk, reason=f"import {importer.key}"):
        importer.write(outcome.plan, context, progress)
    point("imports.before_audit")
    mappings.remember(importer.key, _key(context), table.mapping)
    outcome.run = _finish(run, importer, outcome, context, sha256, accept_clean, by)
    outcome.taken = True
    details: dict[str, Any] = {"importer": importer.key, "sha256": sha256, **outcome.counts}
    audit.record(by, "imports.committed", outcome.run, chain=_key(context), **details)
    point("imports.before_commit")
    return outcome


def wait_for_turn() -> None:
    """One import at a time, until the transaction ends."""
    advisory_lock("imports")


def _key(context: Context) -> str:
    return context.owner.key if context.owner else ""


def describe(run: Run, outcome: Outcome) -> None:
    """Put what was found on the run, for its page."""
    table = outcome.table
    run.mapping, run.headers = table.mapping, [h for h in table.headers if h]
    run.reading = {
        "sheet": table.sheet, "header_row": table.header_row, "unknown": table.unknown,
        "others": table.other_sheets, "fitting": table.fitting_sheets,
    }  # fmt: skip
    run.counts, run.mended = outcome.counts, outcome.mended
    run.samples, run.problems = outcome.plan.samples, len(outcome.problems)


def _finish(
    run: Run | None, importer: Importer, outcome: Outcome, context: Context, sha256: str,
    accept_clean: bool, by: User,
) -> Run:  # fmt: skip
    now = clock.now()
    run = run or Run(
        importer=importer.key, agency_key=_key(context), file_name=outcome.table.file[:200],
        agency_label=context.owner.label if context.owner else "", sha256=sha256, on=context.on,
        is_partial=context.partial, by=by, at=now,
    )  # fmt: skip
    describe(run, outcome)
    run.state, run.message = RunState.DONE.value, ""
    run.accept_clean, run.finished_at = accept_clean, now
    run.save()
    return run


def digest(path: Path) -> str:
    """SHA-256 of a file, as the log names it."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def digest_of(chunks: Iterable[bytes]) -> str:
    """The same of an upload that is not yet kept."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()
