"""Photos from the field: looked at by their content, drawn anew small, without what else they held."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from luwes.core.errors import Problem, Refused

KNOWN = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000  # of what is sent; more would cost memory, and no phone takes it
EDGE = 1600  # pixels of the longer side that are kept
QUALITY = 80


@dataclass(frozen=True)
class Picture:
    jpeg: bytes
    width: int
    height: int


def drawn(data: bytes) -> Picture:
    """
    The picture as JPEG, upright, at most `EDGE` long: place, time and phone of it are gone.

    :raises Refused: where the content is no picture that we know
    """
    try:
        with Image.open(io.BytesIO(data), formats=KNOWN) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(Problem(_("Foto ini terlalu besar."), "photos"))
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as broken:
        raise Refused(Problem(_("Berkas ini bukan foto yang dapat dibaca."), "photos")) from broken
    upright.thumbnail((EDGE, EDGE))
    upright.info.clear()  # comments would be written again
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), upright.width, upright.height)
