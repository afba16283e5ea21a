import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='waiting', max_length=9)),
                ('attempts', models.IntegerField(default=0)),
                ('round', models.IntegerField(default=1)),
                ('status', models.IntegerField(null=True)),
                ('answer', models.CharField(default='', max_length=500)),
                ('at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.fact')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None), _negated=True), fields=['ended_at'], name='delivery_ended')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('took_ms', models.IntegerField(default=0)),
                ('status', models.IntegerField(null=True)),
                ('problem', models.CharField(default='', max_length=40)),
                ('answer', models.CharField(default='', max_length=500)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='front.delivery')),
            ],
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, default='', max_length=60)),
                ('url', models.CharField(max_length=500)),
                ('secret', models.CharField(max_length=64)),
                ('facts', models.JSONField(default=list)),
                ('public', models.BooleanField(default=False)),
                ('active', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('failures', models.IntegerField(default=0)),
                ('resting_until', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='delivery',
            name='webhook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='front.webhook'),
        ),
        migrations.CreateModel(
            name='ApiAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('asked', models.CharField(max_length=64)),
                ('status', models.IntegerField(null=True)),
                ('body', models.BinaryField(default=bytes)),
                ('at', models.DateTimeField()),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.apitoken')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='api_answer_at')],
                'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='api_answer_once')],
            },
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['webhook', '-id'], name='delivery_log'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['webhook', 'state', '-id'], name='delivery_state'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('webhook', 'fact'), name='delivery_once'),
        ),
    ]
