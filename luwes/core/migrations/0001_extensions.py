from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """The extensions that every area may rely on; all ship with PostgreSQL itself."""

    run_before = [
        ("accounts", "0001_initial"),
        ("places", "0001_initial"),
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
    ]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("ltree"),
    ]
