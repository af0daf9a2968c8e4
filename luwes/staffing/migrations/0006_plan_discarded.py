from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staffing', '0005_own_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='plan',
            name='state',
            field=models.CharField(choices=[('draft', 'Rancangan'), ('submitted', 'Diajukan'), ('approved', 'Disetujui'), ('issued', 'Diterbitkan'), ('superseded', 'Dibuang')], max_length=12, verbose_name='keadaan'),
        ),
    ]
