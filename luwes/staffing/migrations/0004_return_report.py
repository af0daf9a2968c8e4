

import django.db.models.deletion
import luwes.core.secrets
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staffing', '0003_frozen_inputs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('condition', luwes.core.secrets.EncryptedField(verbose_name='keadaan')),
                ('note', luwes.core.secrets.EncryptedField(blank=True, default='', verbose_name='catatan')),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='return_report', to='staffing.assignment', verbose_name='penugasan')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'laporan kembali',
            },
        ),
    ]
