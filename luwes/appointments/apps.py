from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "luwes.appointments"
    verbose_name = "pengangkatan"

    def ready(self) -> None:
        from luwes.appointments import actions, occupying, panels, queries
        from luwes.audit.deeds import Deed, deeds
        from luwes.core.facts import listen
        from luwes.organisation import occupancy, slots
        from luwes.organisation.facts import PositionClosed, PositionReplaced
        from luwes.people import homes

        occupancy.sources.add(
            occupancy.Occupancy(
                "appointments", filled=queries.filled, by_unit=queries.figures_by_unit,
                by_agency=queries.figures_by_agency, heads=queries.heads,
                holders=occupying.holders, coming=occupying.coming, present=occupying.present,
                held=occupying.held, lacking=queries.lacking,
            )
        )  # fmt: skip
        homes.sources.add(homes.Homes("appointments", serving=queries.serving, posts=queries.posts))
        slots.position_panels.add(panels.HOLDERS)
        for key, label in (
            ("appointed", _("Pegawai ditetapkan dalam jabatan")),
            ("ended", _("Masa jabatan diakhiri")),
            ("leave_recorded", _("Cuti dicatat")),
            ("leave_cancelled", _("Cuti dibatalkan")),
        ):
            deeds.add(Deed(f"appointments.{key}", label))
        listen(PositionClosed, actions.refuse_closing_held)
        listen(PositionReplaced, actions.follow_replaced)
