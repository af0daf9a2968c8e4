"""Keeps what a plan was solved from, and what came out: the planner's exchange format, zipped."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from luwes.staffing.models import Plan, PlanInputs
from luwes_planner import Instance, read, read_plan, write_instance, write_plan
from luwes_planner import Plan as Solution

RESULT = "hasil"  # the folder of the plan inside that of its inputs
HOW_TO_CHECK = _(
    """Map ini memuat masukan beku sebuah rencana Luwes dan, di map "hasil", rencananya beserta bukti.
Isinya nomor, bukan nama. Siapa pun dapat memeriksanya tanpa Luwes dan tanpa basis data:

    python -m luwes_planner check . hasil

Sidik masukan (SHA-256): %s
"""
)


def pack(instance: Instance) -> bytes:
    return _packed(lambda folder: write_instance(instance, folder, parquet=True))


def unpack(data: bytes) -> Instance:
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
        return read(folder)


def pack_plan(solution: Solution) -> bytes:
    """The planner's own output: plan, proof, summary; the hash of the inputs stands in it."""
    return _packed(lambda folder: write_plan(solution, folder, parquet=True))


def unpack_plan(instance: Instance, data: bytes) -> Solution:
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
        return read_plan(instance, folder)


def _packed(write: Callable[[str], None]) -> bytes:
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as archive:
        write(folder)
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()


def proof_of(plan: Plan) -> Solution | None:
    """What the planner put out when it solved this plan; None where it was not kept."""
    instance = inputs_of(plan)
    kept = PlanInputs.objects.filter(plan_id=plan.pk).values_list("proof", flat=True).first()
    return unpack_plan(instance, bytes(kept)) if instance and kept else None


def write_out(solution: Solution, folder: Path, *, parquet: bool = False) -> None:
    """Inputs in the folder, the plan in its `RESULT`, and how to check the one by the other."""
    write_instance(solution.instance, folder, parquet=parquet)
    write_plan(solution, folder / RESULT, parquet=parquet)
    words = HOW_TO_CHECK % solution.instance.sha256()
    (folder / "BACA.txt").write_text(words, encoding="utf-8")


def proof_file(plan: Plan) -> bytes | None:
    """Inputs and proof of a plan as one compressed zip of CSV; None where they were not kept."""
    solution = proof_of(plan)
    if solution is None:
        return None
    packed = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        write_out(solution, Path(folder))
        for path in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder))
    return packed.getvalue()


def inputs_of(plan: Plan) -> Instance | None:
    """The instance that a solved plan comes from; None where it was not kept."""
    return _kept(plan.pk, plan.inputs_hash) if plan.inputs_hash else None


@lru_cache(maxsize=2)
def _kept(plan_id: int, _inputs_hash: str) -> Instance | None:
    """The hash in the key lets a plan that was solved again be read again."""
    kept = PlanInputs.objects.filter(plan_id=plan_id).values_list("data", flat=True).first()
    return unpack(bytes(kept)) if kept else None
