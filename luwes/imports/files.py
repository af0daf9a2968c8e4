"""What a run keeps on disk: the upload until it is in, its problems, its progress."""

import json
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, overload

from django.core.files.uploadedfile import UploadedFile

from luwes.imports import report
from luwes.imports.models import Run
from luwes.imports.rules import Problem, Severity


def keep_upload(run: Run, upload: "UploadedFile[Any]") -> None:
    run.folder.mkdir(parents=True, exist_ok=True)
    with run.upload.open("wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)


def drop_upload(run: Run) -> None:
    run.upload.unlink(missing_ok=True)


def drop_all(run: Run) -> None:
    shutil.rmtree(run.folder, ignore_errors=True)


def result_file(run: Run) -> Path:
    return run.folder / "hasil.xlsx"


def write_problems(
    run: Run, problems: Sequence[Problem], counts: dict[str, int], mended: dict[str, int]
) -> None:
    run.folder.mkdir(parents=True, exist_ok=True)
    with run.problem_file.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(problem, ensure_ascii=False) + "\n" for problem in problems)
    report.write(result_file(run), problems, counts, mended)


class StoredProblems(Sequence[Problem]):
    """The problems of a run, read from its file page by page."""

    def __init__(self, run: Run) -> None:
        self._path, self._length = run.problem_file, run.problems

    def __len__(self) -> int:
        return self._length if self._path.is_file() else 0

    @overload
    def __getitem__(self, place: int) -> Problem: ...
    @overload
    def __getitem__(self, place: slice) -> list[Problem]: ...
    def __getitem__(self, place: int | slice) -> Problem | list[Problem]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        if not self._path.is_file():
            return []
        with self._path.open(encoding="utf-8") as handle:
            return list(_problems(islice(handle, place.start, place.stop)))


def _problems(lines: Iterable[str]) -> Iterable[Problem]:
    for line in lines:
        severity, *rest = json.loads(line)
        yield Problem(Severity(severity), *rest)


def _progress_file(run: Run) -> Path:
    return run.folder / "progress"


def tell_progress(run: Run, step: str, percent: int) -> None:
    """Beside the database: a commit's own transaction shows nothing until it ends."""
    run.folder.mkdir(parents=True, exist_ok=True)
    fresh = run.folder / "progress.new"
    fresh.write_text(json.dumps([step, percent]), encoding="utf-8")
    fresh.replace(_progress_file(run))


def forget_progress(run: Run) -> None:
    """The next job of a run begins anew."""
    _progress_file(run).unlink(missing_ok=True)


def progress_of(run: Run) -> tuple[str, int]:
    try:
        step, percent = json.loads(_progress_file(run).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", 0
    return str(step), int(percent)
