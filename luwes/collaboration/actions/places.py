"""Where a programme works: places added, corrected, taken away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration.actions.parts import reason_problems, rewrite
from luwes.collaboration.actions.programmes import changing
from luwes.collaboration.models import Programme, ProgrammePlace
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.places.models import Area


@dataclass(frozen=True)
class Spot:
    """An area, with a point where it is one spot."""

    name: str
    area: Area
    lat: float | None
    lon: float | None


@transaction.atomic
def add(*, programme: Programme, spot: Spot, on: date, by: User) -> ProgrammePlace:
    """
    :raises Refused: for half a point, or the same place twice
    """
    changing(programme, on, by)
    refuse(_problems(programme, spot))
    made = ProgrammePlace.objects.create(programme=programme, **vars(spot))
    audit.record(by, "collaboration.programme_changed", programme, chain=str(programme.agency_id))
    return made


def _problems(programme: Programme, spot: Spot, row: ProgrammePlace | None = None) -> list[Problem]:  # fmt: skip
    problems = []
    if (spot.lat is None) != (spot.lon is None):
        problems.append(Problem(_("Isi lintang dan bujur, atau kosongkan keduanya."), "lon"))
    same = programme.places.filter(name__iexact=spot.name.strip())
    if (same.exclude(pk=row.pk) if row else same).exists():
        problems.append(Problem(_("Lokasi ini sudah ada."), "name"))
    return problems


def is_used(place: ProgrammePlace) -> bool:
    """Whether a milestone or a photo says that something is there."""
    return place.milestones.exists() or place.photos.exists()


@transaction.atomic
def change(*, place: ProgrammePlace, spot: Spot, reason: str, on: date, by: User) -> None:
    """
    Whole while no milestone or photo is there; after that what it is called.

    :raises Refused: for another area or point of what is used, without a reason in a programme under
        way, and as a new one
    """
    programme = place.programme
    changing(programme, on, by)
    lock(place)
    before = rewrite(
        place, vars(spot), _problems(programme, spot, place),
        fixed=("area", "lat", "lon") if is_used(place) else (),
        fixed_because=_("Ada tonggak atau foto di lokasi ini: wilayah dan titiknya tetap. Tambahkan lokasi lain."),
        reason=reason,
    )  # fmt: skip
    if before is not None:
        audit.record(
            by, "collaboration.place_changed", programme, chain=str(programme.agency_id),
            reason=reason.strip(), old_name=before, new_name=place.name,
        )  # fmt: skip


@transaction.atomic
def remove(*, place: ProgrammePlace, reason: str, on: date, by: User) -> None:
    """
    :raises Refused: while a milestone or a photo is there, or without a reason in a programme under way
    """
    programme = place.programme
    changing(programme, on, by)
    lock(place)
    problems = []
    if is_used(place):
        problems.append(Problem(_("Ada tonggak atau foto di lokasi ini; ganti namanya saja.")))
    refuse([*reason_problems(programme, reason), *problems])
    audit.record(
        by, "collaboration.place_removed", programme, chain=str(programme.agency_id),
        reason=reason.strip(), old_name=place.name,
    )  # fmt: skip
    place.delete()
