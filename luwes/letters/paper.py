"""A letter on paper: from its frozen payload to an archival, tagged PDF. No network, no markup."""

import io
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse

from luwes.core import typesetting
from luwes.letters.content import Content, Person, drawable
from luwes.letters.kinds import TEMPLATES, LetterKind, kind_of
from luwes.letters.models import Letter
from luwes.ui import formats

STANDARDS = ("a-2b",)
TTE_FOOTER = (  # to stand on letters signed with a certificate of BSrE, and on no other
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang "
    "diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
)


def address(letter: Letter) -> str:
    """Where anyone can verify this letter; it holds the token."""
    return settings.LUWES_URL.rstrip("/") + reverse("letters:verify_token", args=[letter.token])


def title(letter: Letter) -> str:
    """What the paper calls itself: "Surat Perintah Tugas"."""
    return kind_of(letter.kind).title.title()


def render(letter: Letter, *, sample: bool, certified: bool) -> bytes:
    """
    The PDF before signing, the same bytes each time.

    :param sample: marked as no official letter, for the demonstration key
    :param certified: the key's certificate is of BSrE
    """
    kind = kind_of(letter.kind)
    return typesetting.pdf(
        TEMPLATES / kind.template, {"letter": _shown(letter, kind, sample, certified)},
        at=letter.issued_at, standards=STANDARDS,
    )  # fmt: skip


def _shown(letter: Letter, kind: LetterKind, sample: bool, certified: bool) -> dict[str, Any]:
    link = address(letter)
    place = urlsplit(settings.LUWES_URL).netloc + reverse("letters:verify")
    shown: dict[str, Any] = drawable({
        "title": kind.title, "title_plain": title(letter), "number": letter.number,
        "command": kind.command, "to": kind.to, "orders": kind.orders, "annex": kind.annex,
        "basis": kind.basis, "duty": kind.duty,
        "day": formats.day(letter.day, "id"), "content": _complete(letter.as_content()),
        "foot": f"Surat ini dapat diperiksa di {place} dengan nomor dan tanggal, kode QR, atau berkas PDF.",
    })  # fmt: skip
    return shown | {
        "address": link,
        "short_address": place,
        "qr": _qr(link),
        "sample": sample,
        "certified": TTE_FOOTER if certified else "",
    }


def _complete(content: Content) -> dict[str, Any]:
    """The content with what the template needs beside it: NIP in groups, rank in words."""
    signatory = content["signatory"]
    shown: dict[str, Any] = {
        **content,
        "considering": content.get("considering", []),
        "copies": content.get("copies", []),
        "addressee": content.get("addressee", ""),
        "tables": [{"note": "", **table} for table in content.get("tables", [])],
        "people": [{"duty": "", **person, **_in_words(person)} for person in content["people"]],
        "signatory": {**signatory, "nip_text": formats.nip(signatory["nip"])},
    }
    if "appraisal" in content:
        assessor = content["appraisal"]["assessor"]
        shown["appraisal"] = {
            **content["appraisal"], "assessor": {**assessor, **_in_words(assessor)},
        }  # fmt: skip
    return shown


def _in_words(person: Person) -> dict[str, str]:
    """PPPK have a golongan but no pangkat."""
    if person["rank"]:
        label, rank = "pangkat, golongan", f"{person['rank']} ({person['grade']})"
    else:
        label, rank = "golongan", person["grade"]
    return {"nip_text": formats.nip(person["nip"]), "rank_label": label, "rank_text": rank}


def _qr(text: str) -> str:
    """Any mask can be read; choosing the prettiest of eight takes longer than the whole page."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=3).save(
        drawn, kind="svg", xmldecl=False, border=0, svgns=True, omitsize=True
    )
    return drawn.getvalue().decode()
