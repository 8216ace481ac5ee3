from django.db import migrations


def as_typed(apps, schema_editor):
    """The two sort keys that were not what one types: lüliang, which databases sort differently, and shaanxi."""
    regions = apps.get_model('regions', 'Region').objects.using(schema_editor.connection.alias)
    for region in regions.filter(code__in=['141100', '610000']):
        region.sort_key = region.sort_key.replace('ü', 'v').replace('shaan', 'shan')
        region.save(update_fields=['sort_key'])


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0002_denominators'),
    ]

    operations = [
        migrations.RunPython(as_typed, migrations.RunPython.noop),
    ]
