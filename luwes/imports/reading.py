"""From a file to a `Table`, by a parser in a process of its own."""

import json
import marshal
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from luwes.imports.rules import Field, Table, spellings_of
from luwes.imports.spreadsheet import Unreadable

MOST_SECONDS = 300
__all__ = ["Unreadable", "read_table"]


def read_table(
    path: Path, fields: Iterable[Field], chosen: Mapping[str, str] | None = None, name: str = ""
) -> Table:
    """
    Read the sheet whose header row names the most of `fields`.

    :raises Unreadable: with a message for people
    """
    fields = list(fields)
    if not path.is_file():
        raise Unreadable(_("Berkas %(path)s tidak ditemukan.") % {"path": path})
    size, most = path.stat().st_size, settings.LUWES_UPLOAD_MAX_BYTES
    if size > most:
        words = _("Berkas %(size)d MB terlalu besar; paling besar %(most)d MB.")
        raise Unreadable(words % {"size": size >> 20, "most": most >> 20})
    asked = {
        "spellings": spellings_of(fields), "chosen": dict(chosen or {}),
        "required": [field.key for field in fields if field.required],
    }  # fmt: skip
    table = _parse(path, asked, name)
    missing = [f.label for f in fields if f.required and f.key not in table.mapping]
    if missing:
        words = _(
            "Kolom wajib tidak ada: %(names)s. Judul kolom yang terbaca (baris %(row)d): %(read)s."
        )
        read = ", ".join(h for h in table.headers if h)[:400]
        raise Unreadable(
            words % {"names": ", ".join(missing), "row": table.header_row, "read": read},
            [h for h in table.headers if h],
            table.mapping,
        )
    if not len(table):
        raise Unreadable(_("Tidak ada baris data di bawah baris judul."))
    return table


def _parse(path: Path, asked: dict[str, object], name: str) -> Table:
    command = [sys.executable, "-m", "luwes.imports.spreadsheet", str(path.resolve())]
    root = str(Path(__file__).parents[2])
    child = subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin
    assert child.stdout
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        child.kill()

    watch = threading.Timer(MOST_SECONDS, stop)
    watch.start()
    with child:
        try:
            with child.stdin:
                child.stdin.write(json.dumps(asked).encode())
            answer = marshal.load(child.stdout)
            if "error" in answer:
                raise Unreadable(answer["error"], answer["headers"])
            columns = {name: marshal.load(child.stdout) for name in answer.pop("fields")}
        except (EOFError, ValueError, TypeError, BrokenPipeError):
            raise Unreadable(_too_slow() if stopped.is_set() else _too_much()) from None
        finally:
            watch.cancel()
            child.kill()
    return Table(file=name or path.name, columns=columns, **answer)


def _too_slow() -> str:
    return _("Berkas terlalu lama dibaca. Bagi menjadi beberapa berkas, atau simpan sebagai csv.")


def _too_much() -> str:
    return _("Berkas tidak dapat dibaca: rusak, atau berisi sel yang jauh di luar tabel.")
