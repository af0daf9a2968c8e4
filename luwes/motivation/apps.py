from django.apps import AppConfig


class MotivationConfig(AppConfig):
    name = "luwes.motivation"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.motivation.deeds import DEEDS, DETAILS

        deeds.add_all("motivation", DEEDS, DETAILS)
        _contributions()
        _goals()
        _recognition()
        _care()


def _contributions() -> None:
    """What arrives by itself, and the page that shows it."""


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""


def _recognition() -> None:
    """Thanks, medals, awards."""


def _care() -> None:
    """Load, recovery, pulse."""
