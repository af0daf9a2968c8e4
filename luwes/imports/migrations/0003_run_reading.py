from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0002_run'),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='reading',
            field=models.JSONField(default=dict),
        ),
    ]
