"""A draft knows its service and channel, has files, and shows its receipt once it was sent."""

import django.db.models.deletion
from django.db import migrations, models

import luwes.core.secrets

SERVICE_OF_FORM = """
UPDATE services_formdraft d SET service_id = f.service_id FROM services_formversion f WHERE f.id = d.form_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0002_thanks")]

    operations = [
        migrations.AddField(
            "formdraft", "service",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="services.service"),
        ),
        migrations.RunSQL(SERVICE_OF_FORM, migrations.RunSQL.noop),
        migrations.AlterField(
            "formdraft", "service",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="services.service"),
        ),
        migrations.AlterField(
            "formdraft", "form",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="services.formversion"),
        ),
        migrations.AddField("formdraft", "channel", models.CharField(default="online", max_length=7)),
        migrations.AddField("formdraft", "secret", luwes.core.secrets.EncryptedField(default="")),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("file", models.FileField(upload_to="services/drafts/")),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(choices=[("jpeg", "JPEG"), ("pdf", "PDF")], max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("draft", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="files", to="services.formdraft")),
            ],
            options={"verbose_name": "lampiran isian"},
        ),
    ]
