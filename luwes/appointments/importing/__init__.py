"""Staff lists as SIASN exports them: people, and the posts they hold."""

from luwes.appointments.importing.staff import StaffImporter

__all__ = ["StaffImporter"]
