import gc

from django.apps import AppConfig

from luwes.project import logs

# Objects made before the collector looks for cycles: at Python's 700 a deed on 10,000 people spends a
# sixth of its time on looking, and finds nothing.
PATIENCE = (50_000, 20, 20)


class ProjectConfig(AppConfig):
    name = "luwes.project"

    def ready(self) -> None:
        logs.configure()
        gc.freeze()
        gc.set_threshold(*PATIENCE)
