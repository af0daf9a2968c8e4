"""The compiled loops: built once from `kernels.c` and `paths.c` by the C compiler, called through ctypes.

`make setup` builds them; else the first use does. C and not a
just-in-time compiler, because that one alone takes longer to load, and more memory, than planning
for a province does.
"""

import ctypes
import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SOURCES: Final = [Path(__file__).with_name(name) for name in ("kernels.c", "paths.c")]
FLAGS: Final = ("-O3", "-std=c11", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")

_COUNT = ctypes.c_int64


class NoCompiler(RuntimeError):  # noqa: N818 - what the user lacks
    """The loops are not built yet, and there is no C compiler to build them with."""


def library() -> Path:
    """Where the compiled loops lie: beside their source, named by its content."""
    told = " ".join([*FLAGS, os.uname().machine]).encode()
    text = b"".join([*(source.read_bytes() for source in SOURCES), told])
    stamp = hashlib.sha256(text).hexdigest()[:16]
    return SOURCES[0].parent / "__pycache__" / f"kernels-{stamp}.so"


def build() -> Path:
    """Compile the loops unless they are there.

    Raises
    ------
    NoCompiler
    """
    target = library()
    if target.exists():
        return target
    import shutil  # these three only once in a long while
    import subprocess
    import tempfile

    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        raise NoCompiler(
            "the planner's solver needs a C compiler once (package gcc), then `make setup`"
        )
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / target.name
        done = subprocess.run([compiler, *FLAGS, "-o", str(made), *map(str, SOURCES)], check=False)
        if done.returncode:
            raise RuntimeError(f"{compiler} could not build the planner's solver")
        os.replace(made, target)  # two at once are harmless
    return target


#: What each loop takes: arrays by their type, `n` an integer.
_TAKES: Final[dict[str, str]] = {
    "improve": "u4 u4 i8 i8 i8 i1 u4 i8 u4 n i8 n n i8",
    "plant": "u4 u4 i8 i8 i8 i1 u4 i8 n n i8 i4 i8 i4 u4 n",
    "join": "u4 u4 i8 i8 i8 i1 u4 i8 n n i4 i4 n i4 i4 i4 i8",
    "group": "n n i4 i8 i4",
    "topological": "n i8 i4 i4 i8 i4 i4",
    "most_into": "n i8 i4 i4 i4 n i8",
    "distances": "n i8 i4 i4 i4 i8 i4 i8 i8",
    "pick": "n i8 i4 i4 i4 i8 i4 i1 i8 i8 i8 i8 i8 i4",
    "lowest_prices": "n i8 i4 i4 i4 i8 i8",
    "edges_of": "n n i4 i4 i8 i4",
    "sweep": "n i8 i4 i4 i4 i4 i8 i8 n n i8 i4 i4 i1",
    "able_to_reach": "n i8 i4 i4 i4 i4 i8 i8 i1 n i1 i4",
    "open_edges": "n i8 i4 i4 i4 i4 i8 i8 i8 i4 i4 i8",
    "shortest": "n i8 i4 i4 i8 i4 i4 i8 i8 i8 i8 n n i4 n n i8 i4 i4 i8 i8",
    "between": "i8 i4 i4 i8 i8 i8 i8 i8 n i8 i4 i4 i8",
}
_COUNTING: Final = ("improve", "plant", "join", "pick", "sweep", "open_edges", "shortest")


@cache
def _loaded() -> ctypes.CDLL:
    loops = ctypes.CDLL(str(build()))
    for name in _TAKES:
        getattr(loops, name).restype = _COUNT if name in _COUNTING else None
    return loops


def call(name: str, *arguments: NDArray[Any] | int) -> int:
    """Call one loop; what it returns, or 0.

    Raises
    ------
    TypeError
        If an array is not contiguous, or not of the type that the loop takes.
    """
    passed: list[Any] = []
    for place, (argument, kind) in enumerate(zip(arguments, _TAKES[name].split(), strict=True)):
        if kind == "n":
            passed.append(_COUNT(int(argument)))
            continue
        fits = isinstance(argument, np.ndarray) and argument.dtype.str[1:] == kind
        if not isinstance(argument, np.ndarray) or not fits or not argument.flags.c_contiguous:
            raise TypeError(f"{name} takes a contiguous array of {kind} in place {place}")
        passed.append(ctypes.c_void_p(argument.ctypes.data))
    return int(getattr(_loaded(), name)(*passed) or 0)


def main() -> None:
    """Build the loops, or say what is missing."""
    try:
        build()
    except (NoCompiler, OSError, RuntimeError) as error:
        sys.exit(str(error))
