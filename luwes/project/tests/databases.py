from urllib.parse import quote, urlencode

from django.db import connection


def database_url() -> str:
    """The tests' own database, for other processes."""
    config = connection.settings_dict
    user = quote(config["USER"]) + (f":{quote(config['PASSWORD'])}" if config["PASSWORD"] else "")
    where = urlencode({k: config[v] for k, v in (("host", "HOST"), ("port", "PORT")) if config[v]})
    return f"postgresql://{user}@/{quote(config['NAME'])}?{where}"
