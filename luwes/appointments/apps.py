from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "luwes.appointments"
    verbose_name = "pengangkatan"

    def ready(self) -> None:
        from luwes.appointments import actions, occupying, panels, queries
        from luwes.core.facts import listen
        from luwes.organisation import occupancy, slots
        from luwes.organisation.facts import PositionClosed, PositionReplaced
        from luwes.people import homes

        occupancy.sources.add(
            occupancy.Occupancy(
                "appointments", filled=queries.filled, by_unit=queries.figures_by_unit,
                by_agency=queries.figures_by_agency, heads=queries.heads,
                holders=occupying.holders, coming=occupying.coming, present=occupying.present,
                held=occupying.held,
            )
        )  # fmt: skip
        homes.sources.add(homes.Homes("appointments", serving=queries.serving, posts=queries.posts))
        slots.position_panels.add(panels.HOLDERS)
        listen(PositionClosed, actions.refuse_closing_held)
        listen(PositionReplaced, actions.follow_replaced)
