"""Files are what they contain: pictures are drawn anew, documents must do nothing by themselves."""

import io
import resource
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from luwes.core.errors import Refused
from luwes.services.documents import checked


def a_pdf(**more: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script := more.get("script"):
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(script),
        }
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(action))
    if inside := more.get("inside"):
        writer.add_attachment("isi.exe", inside.encode())
    if key := more.get("key"):
        writer.encrypt(key)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_picture() -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (80, 60), "red")
    exif = picture.getexif()
    exif[0x010E] = "rahasia di dalam foto"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_is_drawn_anew_whatever_its_name_says() -> None:
    found = checked("../../surat.pdf", a_picture())
    assert (found.name, found.kind) == ("surat.pdf", "jpeg")
    assert b"rahasia" not in found.data


def test_a_plain_document_is_kept_as_it_came() -> None:
    data = a_pdf()
    found = checked("bukti.pdf", data)
    assert (found.kind, found.data) == ("pdf", data)


@pytest.mark.parametrize(
    "data",
    [
        a_pdf(script="app.alert(1)"), a_pdf(inside="MZ"), a_pdf(key="x"), b"%PDF-1.7 junk", b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"MZ\x90", b"",
        b"PK\x03\x04", a_pdf()[:200],
    ],
)  # fmt: skip
def test_what_runs_hides_or_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        checked("apa.pdf", data)


def test_a_script_behind_an_action_on_a_page_is_found() -> None:
    data = a_pdf().replace(
        b"/Type /Page\n", b"/Type /Page\n/AA << /O << /S /JavaScript /JS (x) >> >>\n"
    )
    with pytest.raises(Refused):
        checked("halaman.pdf", data)


def test_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match="10 MB"):
        checked("besar.jpg", b"\xff" * (10 * 2**20 + 1))


def opening(action: str, **others: str) -> bytes:
    """A document that does something when opened; `others`: further objects, o<number>."""
    rows = {
        1: f"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    }
    rows |= {int(key[1:]): value for key, value in others.items()}
    return laid_out({number: value.encode() for number, value in rows.items()})


def laid_out(rows: dict[int, bytes]) -> bytes:
    out, at = b"%PDF-1.7\n", {}
    for number, value in rows.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % at[n] for n in range(1, len(rows) + 1))
    size = len(rows) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(out),
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        opening("<< /S 4 0 R >>", o4="/Launch"), opening("<< /S /GoToR /F (x.pdf) >>"),
        opening("<< /S /GoToE >>"), opening("<< /S /URI /URI (http://x.invalid) >>"),
        opening("4 0 R", o4="<< /S /GoTo /Next [<< /S /URI /URI (http://x.invalid) >>] >>"),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_when_opened_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="berisi program"):
        checked("buka.pdf", data)


def test_a_link_that_is_pressed_is_no_harm() -> None:
    data = opening(
        "[3 0 R /Fit]",
        o3="<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [<< /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (http://x.invalid) >> >>] >>",
    )
    assert checked("tautan.pdf", data).kind == "pdf"


def in_a_stream(body: bytes) -> bytes:
    """A document whose catalogue lies in an object stream with this body."""
    out = b"%PDF-1.7\n"
    at = len(out)
    out += (
        b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(body), body)
    )
    start = len(out)
    table = (
        b"\x00\x00\x00\x00\x00"
        + b"\x01"
        + at.to_bytes(3, "big")
        + b"\x00"
        + b"\x02\x00\x00\x01\x00"
        + b"\x01"
        + start.to_bytes(3, "big")
        + b"\x00"
    )
    return (
        out
        + b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 3 1] /Root 2 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (len(table), table, start)
    )


def test_what_breaks_while_it_is_unpacked_is_refused_with_words() -> None:
    assert (
        checked("utuh.pdf", in_a_stream(zlib.compress(b"2 0 << /Type /Catalog >>"))).kind == "pdf"
    )
    with pytest.raises(Refused, match="tidak dapat dibaca"):
        checked("rusak.pdf", in_a_stream(b"\x78\x9crusak"))


def test_what_unpacks_to_very_much_costs_this_process_nothing() -> None:
    packer = zlib.compressobj(9)
    body = packer.compress(b"2 0 << /Type /Catalog >>")
    body += b"".join(packer.compress(b" " * 2**20) for _ in range(600)) + packer.flush()
    bomb, before = in_a_stream(body), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="tidak dapat dibaca"):
        checked("bom.pdf", bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
