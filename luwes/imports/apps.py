from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "luwes.imports"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.imports import access, panels
        from luwes.imports.deeds import DEEDS, DETAILS
        from luwes.ui import home, menu

        deeds.add_all("imports", DEEDS, DETAILS)
        home.waiting.add(home.WaitingKind("imports", panels.previews))
        menu.add(
            menu.MenuEntry(
                "imports", _("Impor data"), "upload", "imports:runs", order=80, section="more",
                visible=access.can_import,
            )
        )  # fmt: skip
