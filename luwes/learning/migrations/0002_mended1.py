from django.db import migrations, models


def keep_records(apps, schema_editor):
    certificate = apps.get_model("learning", "Certificate")
    through = certificate.records.through
    through.objects.bulk_create(
        through(certificate_id=pk, competencyrecord_id=record)
        for pk, record in certificate.objects.exclude(record=None).values_list("pk", "record_id")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
        ("people", "0005_by_birth"),
    ]

    operations = [
        migrations.AddField(
            model_name="study",
            name="tries_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="certificate",
            name="records",
            field=models.ManyToManyField(related_name="certificates", to="people.competencyrecord"),
        ),
        migrations.RunPython(keep_records, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="certificate", name="record"),
        migrations.RemoveConstraint(model_name="learninghours", name="learning_hours_once"),
        migrations.AddConstraint(
            model_name="learninghours",
            constraint=models.UniqueConstraint(
                fields=["employee", "source_kind", "source_id", "on"], name="learning_hours_once"
            ),
        ),
    ]
