"""Staff lists as SIASN exports them: people, and the posts they hold; balances of leave."""

from luwes.appointments.importing.openings import OpeningImporter
from luwes.appointments.importing.staff import StaffImporter

__all__ = ["OpeningImporter", "StaffImporter"]
