"""Addresses as drawings that a phone reads."""

import io

import segno
from django.utils.safestring import SafeString


def drawn(address: str) -> SafeString:
    """As a part of the page, as large as its place; dark on light whatever the theme."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, border=3, omitsize=True, svgclass="qr",
        lineclass="qr-dark", light="#fff", dark="#000",
    )  # fmt: skip
    return SafeString(out.getvalue().decode())


def for_print(address: str) -> str:
    """For `src` of a picture, without a border: the paper around it is white."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=0)
