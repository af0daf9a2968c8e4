from django.db import migrations, models
from django.db.models import F

A_DAY = 450


def count_days(apps, schema_editor):
    """Limits of the law were kept in minutes of standard days; what a service promised stays in minutes."""
    clocks = apps.get_model("services", "CaseClock").objects
    clocks.exclude(basis="Standar pelayanan").update(days=F("minutes") / A_DAY)


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        migrations.AddField("casepause", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("caseclock", "days", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "caseentry", "agency",
            models.ForeignKey("organisation.agency", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]
