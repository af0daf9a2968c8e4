from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "luwes.appointments"
    verbose_name = "pengangkatan"

    def ready(self) -> None:
        from luwes.appointments import actions, queries
        from luwes.appointments.deeds import DEEDS
        from luwes.appointments.importing import StaffImporter
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.imports.registry import importers
        from luwes.organisation import occupancy
        from luwes.organisation.facts import PositionClosed
        from luwes.people import homes

        deeds.add_all("appointments", DEEDS)
        occupancy.sources.add(
            occupancy.Occupancy(
                "appointments", filled=queries.filled, by_unit=queries.figures_by_unit,
                by_agency=queries.figures_by_agency, heads=queries.heads,
            )
        )  # fmt: skip
        homes.sources.add(homes.Homes("appointments", serving=queries.serving, posts=queries.posts))
        listen(PositionClosed, actions.refuse_closing_held)
        importers.add(StaffImporter())
