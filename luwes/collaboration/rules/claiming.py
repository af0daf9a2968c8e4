"""How much may be claimed and verified, and when what a camera wrote differs from what was said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luwes.collaboration.rules.schedule import circle
from luwes.core.errors import Problem
from luwes.places.rules import km

# Own rules.
MOST_PHOTOS = 6
DAYS_APART, KM_APART = 3, 1.0  # beyond which the camera and its owner do not agree
ANSWER_DAYS = 7  # after which the other side is reminded, and the public sees how long it waits
MOST_WORDS = 2000


def claim_problems(percent: int, *, verified: int, photos: int) -> list[Problem]:
    """Of what is said to be done."""
    found = []
    if not 1 <= percent <= 100:
        found.append(Problem("Persen ditulis dari 1 sampai 100.", "percent"))
    elif percent <= verified:
        found.append(
            Problem(
                "Sudah terverifikasi %(verified)d %%; klaim berikutnya harus lebih dari itu.",
                "percent", values={"verified": verified},
            )
        )  # fmt: skip
    return found + photo_problems(photos, least=1)


def seen_problems(seen: int, *, claimed: int, verified: int, photos: int) -> list[Problem]:
    """Of what the other side saw."""
    found = []
    if not 0 <= seen <= 100:
        found.append(Problem("Persen ditulis dari 0 sampai 100.", "percent"))
    elif seen > claimed:
        found.append(
            Problem(
                "Yang diklaim %(claimed)d %%; lebih dari itu diklaim dulu oleh yang mengerjakan.",
                "percent", values={"claimed": claimed},
            )
        )  # fmt: skip
    elif seen < verified:
        found.append(
            Problem(
                "Sudah terverifikasi %(verified)d %%; yang terverifikasi tidak berkurang.",
                "percent", values={"verified": verified},
            )
        )  # fmt: skip
    return found + photo_problems(photos, least=0)


def photo_problems(photos: int, *, least: int) -> list[Problem]:
    if photos < least:
        return [Problem("Sertakan sedikitnya satu foto.", "photos")]
    if photos > MOST_PHOTOS:
        return [Problem("Paling banyak %(most)d foto.", "photos", values={"most": MOST_PHOTOS})]
    return []


def waiting_circle(
    waits_for: Mapping[int, Collection[int]], names: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Who waits for whom in a circle, by name; empty where there is none."""
    found: Sequence[int] = circle(waits_for)
    pairs = zip(found, (*found[1:], *found[:1]), strict=True)
    return [(names[one], names[other]) for one, other in pairs]


@dataclass(frozen=True)
class Seen:
    """Of one photo: what its maker said, and what the camera wrote."""

    said_on: date
    camera_on: date | None = None
    said_at: tuple[float, float] | None = None
    camera_at: tuple[float, float] | None = None

    @property
    def days_apart(self) -> int:
        """0 where they agree well enough, or the camera said nothing."""
        apart = abs((self.camera_on - self.said_on).days) if self.camera_on else 0
        return apart if apart > DAYS_APART else 0

    @property
    def km_apart(self) -> float:
        if self.said_at is None or self.camera_at is None:
            return 0.0
        apart = km(*self.said_at, *self.camera_at)
        return round(apart, 1) if apart > KM_APART else 0.0

    @property
    def differs(self) -> bool:
        return bool(self.days_apart or self.km_apart)
