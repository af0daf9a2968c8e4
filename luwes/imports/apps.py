from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "luwes.imports"

    def ready(self) -> None:
        from luwes.imports import panels
        from luwes.ui import home

        home.waiting.add(home.WaitingKind("imports", panels.previews))
