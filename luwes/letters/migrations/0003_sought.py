from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


def fill(apps, schema_editor):
    from luwes.letters.content import sought

    Letter = apps.get_model("letters", "Letter")
    for letter in Letter.objects.only("number", "payload").iterator(chunk_size=500):
        words = sought(letter.number, letter.payload)
        Letter.objects.filter(pk=letter.pk).update(sought=words)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions"), ("letters", "0002_content_chain_and_format")]

    operations = [
        migrations.AddField("letter", "sought", models.TextField(default="", editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "letter",
            GinIndex(fields=["sought"], name="letter_by_words", opclasses=["gin_trgm_ops"]),
        ),
    ]
