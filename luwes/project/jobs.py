"""Settings of the job queue that concern every area."""

from procrastinate import App


def on_app_ready(app: App) -> None:
    """Jobs live in `jobs.py` of each area."""
    app.import_paths = [f"{name}.jobs" for name in _areas_with_jobs()]


def _areas_with_jobs() -> list[str]:
    from importlib.util import find_spec

    from django.apps import apps

    names = [config.name for config in apps.get_app_configs() if config.name.startswith("luwes.")]
    return [name for name in names if find_spec(f"{name}.jobs")]
