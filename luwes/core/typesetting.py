"""Papers from data: a typst template and what it shows become a PDF. No network, no markup in texts."""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst


def pdf(
    template: Path, inputs: Mapping[str, object], *, at: datetime, standards: Sequence[Any]
) -> bytes:
    """
    The paper, the same bytes whenever it is made from the same inputs.

    `inputs` reach the template as JSON texts of their names; `at` is the moment written into the file.
    """
    shown = {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}
    made = _ours.compiler(template).compile(
        format="pdf", pdf_standards=list(standards), sys_inputs=shown, timestamp=int(at.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


class _Compilers(threading.local):
    """One of a template for each thread: two threads can't compile with the same at once."""

    def __init__(self) -> None:
        self.known: dict[Path, typst.Compiler] = {}

    def compiler(self, template: Path) -> typst.Compiler:
        if template not in self.known:
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
            made = typst.Compiler(template, root=template.parent, font_paths=fonts)
            self.known[template] = made
        return self.known[template]


_ours = _Compilers()
