"""Keeps what a plan was solved from: the planner's exchange format, zipped."""

import io
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

from luwes.staffing.models import Plan, PlanInputs
from luwes_planner import Instance, read, write_instance


def pack(instance: Instance) -> bytes:
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as archive:
        write_instance(instance, folder, parquet=True)
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()


def unpack(data: bytes) -> Instance:
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
        return read(folder)


def inputs_of(plan: Plan) -> Instance | None:
    """The instance that a solved plan comes from; None where it was not kept."""
    return _kept(plan.pk, plan.inputs_hash) if plan.inputs_hash else None


@lru_cache(maxsize=2)
def _kept(plan_id: int, _inputs_hash: str) -> Instance | None:
    """The hash in the key lets a plan that was solved again be read again."""
    row = PlanInputs.objects.filter(plan_id=plan_id).first()
    return unpack(bytes(row.data)) if row else None
