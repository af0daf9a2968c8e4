"""Files are what they contain: pictures are drawn anew, documents must do nothing by themselves."""

import io

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
