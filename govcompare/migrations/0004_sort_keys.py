from django.db import migrations

import govcompare.sort_keys


class Migration(migrations.Migration):

    dependencies = [
        ('govcompare', '0003_exports_and_archives'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='publisher_key',
            field=govcompare.sort_keys.SortKeyField('publisher'),
        ),
        migrations.AddField(
            model_name='source',
            name='title_key',
            field=govcompare.sort_keys.SortKeyField('title'),
        ),
        migrations.RunPython(govcompare.sort_keys.fill('govcompare'), migrations.RunPython.noop),
    ]
