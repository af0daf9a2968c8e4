"""What the organisation's importers are; each writes in bulk, as the commit of one import."""

from luwes.organisation.importing.positions import PositionImporter
from luwes.organisation.importing.presence import PresenceImporter
from luwes.organisation.importing.units import UnitImporter
from luwes.organisation.importing.workload import WorkloadImporter

__all__ = ["PositionImporter", "PresenceImporter", "UnitImporter", "WorkloadImporter"]
