"""Turns and boxes of the weekly question leave no trace in the write-ahead log, nor in what is made of it."""

from django.db import migrations

TABLES = ("motivation_pulseturn", "motivation_pulsebox")


class Migration(migrations.Migration):
    dependencies = [("motivation", "0001_initial")]

    operations = [
        migrations.RunSQL(f"ALTER TABLE {table} SET UNLOGGED", f"ALTER TABLE {table} SET LOGGED")
        for table in TABLES
    ]
