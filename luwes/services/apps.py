from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "luwes.services"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.services.deeds import DEEDS, DETAILS

        deeds.add_all("services", DEEDS, DETAILS)
        _menu()


def _menu() -> None:
    from luwes.services import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "offered", _("Kelola layanan"), "tool", "services:offered", order=39,
            visible=access.manages,
            covers=(
                "services:offered", "services:new_service", "services:manage", "services:preview",
                "services:version",
            ),
        )
    )  # fmt: skip
