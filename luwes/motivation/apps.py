from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


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
    _own_year()


def _own_year() -> None:
    from luwes.motivation import mine_parts, year_parts
    from luwes.people import access as people
    from luwes.people import profile
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "performance", _("Kinerja"), "star", "motivation:mine", order=9, visible=people.has_file,
            covers=("motivation:mine", "motivation:evidence"),
        )
    )  # fmt: skip
    profile.panels.add(
        profile.Panel(
            "performance", 45, "motivation/parts/year_link.html", year_parts.link, side=True
        )
    )
    for key, order, read in (
        ("days", 10, year_parts.days_figure), ("hours", 20, year_parts.hours_figure),
        ("cases", 30, year_parts.cases_figure), ("thanks", 40, year_parts.thanks_figure),
    ):  # fmt: skip
        mine_parts.figures.add(mine_parts.Figures(key, order, read))
    mine_parts.figures.add(mine_parts.Figures("load", 50, year_parts.load_figure, is_private=True))
    for part in (
        mine_parts.Part("year", 5, "motivation/parts/mine_year.html", year_parts.year_part),
        mine_parts.Part("goals", 10, "motivation/parts/mine_goals.html", year_parts.goals_part),
        mine_parts.Part(
            "missing", 15, "motivation/parts/mine_missing.html", year_parts.missing_part,
            is_private=True, aside=True,
        ),
        mine_parts.Part(
            "loose", 40, "motivation/parts/mine_loose.html", year_parts.loose_part, aside=True
        ),
    ):  # fmt: skip
        mine_parts.parts.add(part)


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""


def _recognition() -> None:
    """Thanks, medals, awards."""


def _care() -> None:
    """Load, recovery, pulse."""
