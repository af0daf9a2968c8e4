"""The tests' own database: for other processes, and away for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection


def database_url() -> str:
    """The tests' own database, for other processes."""
    config = connection.settings_dict
    user = quote(config["USER"]) + (f":{quote(config['PASSWORD'])}" if config["PASSWORD"] else "")
    where = urlencode({k: config[v] for k, v in (("host", "HOST"), ("port", "PORT")) if config[v]})
    return f"postgresql://{user}@/{quote(config['NAME'])}?{where}"


@contextmanager
def lost_database() -> Iterator[None]:
    """Nobody reaches the tests' database, and whoever was in it is thrown out."""
    config = connection.settings_dict
    name = config["NAME"]
    given = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    where = {key: config[word] for key, word in given.items() if config[word]}
    connection.close()
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
