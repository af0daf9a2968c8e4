"""Photos of a programme: what the camera wrote is read first, then the picture is drawn anew without it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from luwes.collaboration.models import ProgrammePhoto
from luwes.collaboration.rules.claiming import Seen
from luwes.staffing.pictures import KNOWN, Picture, drawn

_WRITTEN = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True)
class Camera:
    """What the camera wrote into a picture, where it did."""

    on: date | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Taken:
    picture: Picture
    camera: Camera


def taken(data: bytes) -> Taken:
    """
    :raises Refused: where the content is no picture that we know
    """
    picture = drawn(data)
    return Taken(picture, read_camera(data))


def read_camera(data: bytes) -> Camera:
    """Whatever stands there may be broken or made up: what can't be read says nothing."""
    try:
        with Image.open(io.BytesIO(data), formats=KNOWN) as found:
            exif = found.getexif()
            told = exif.get_ifd(IFD.Exif)
            gps = exif.get_ifd(IFD.GPSInfo)
    except Exception:  # a decoder's own fault is no fault of the claim
        return Camera()
    lat = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "S", 90)
    lon = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "W", 180)
    if lat is None or lon is None:
        lat = lon = None
    return Camera(_day(told.get(Base.DateTimeOriginal) or exif.get(Base.DateTime)), lat, lon)


def _day(text: Any) -> date | None:
    try:
        return datetime.strptime(str(text).strip("\x00 "), _WRITTEN).date()
    except ValueError:
        return None


def _degrees(parts: Any, side: Any, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds as one number, to about ten metres."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    found = degrees + minutes / 60 + seconds / 3600
    if not 0 <= found <= most:
        return None
    return round(-found if str(side).strip("\x00 ").upper() == negative else found, 4)


def seen(photo: ProgrammePhoto) -> Seen:
    """What was said of it, beside what the camera wrote; `place` is read."""
    place, said_at, camera_at = photo.place, None, None
    if place is not None and place.lat is not None and place.lon is not None:
        said_at = (place.lat, place.lon)
    if photo.camera_lat is not None and photo.camera_lon is not None:
        camera_at = (photo.camera_lat, photo.camera_lon)
    return Seen(photo.on, photo.camera_on, said_at, camera_at)


@dataclass(frozen=True)
class PhotoDraft:
    """What somebody says of the photos of one claim or answer."""

    files: Sequence[bytes]
    words: str
    on: date
