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
    from luwes.collaboration import facts as collaboration
    from luwes.core.facts import listen
    from luwes.learning import facts as learning
    from luwes.motivation import arriving
    from luwes.services import facts as services
    from luwes.staffing import facts as staffing
    from luwes.teamwork import facts as teamwork

    listen(staffing.Completed, arriving.duties)
    listen(staffing.Ended, arriving.duties)
    listen(staffing.Returned, arriving.duty)
    listen(staffing.Withdrawn, arriving.duty)
    listen(learning.Certified, arriving.certificate)
    listen(learning.Revoked, arriving.certificate)
    listen(services.Confirmed, arriving.settled)
    listen(services.Reopened, arriving.reopened)
    listen(collaboration.Verified, arriving.verified)
    listen(collaboration.MilestoneReached, arriving.reached)
    listen(teamwork.InputGiven, arriving.told_by_leader)


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""


def _recognition() -> None:
    """Thanks, medals, awards."""


def _care() -> None:
    """Load, recovery, pulse."""
