"""The Celery application: what `celery -A govcompare worker` runs and the web sends its tasks to."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govcompare.settings")
# A worker has no pages: `migrate` and the web server check the whole project, it need not load all of it to do so.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
# Kombu's own queue in a folder hands out half-written messages; ours is the same with whole ones.
TRANSPORT_ALIASES["filesystem"] = "govcompare.exporting.folder_queue:Transport"
# A container often has no other user than root, and nothing here unpickles what comes by the queue.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("govcompare", include=["govcompare.exporting.tasks", "govcompare.exporting.worker"])
app.config_from_object("django.conf:settings", namespace="CELERY")
# the lines of a task carry the id of the request that asked for it
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def keep_logging(**kwargs) -> None:
    """Logs are those of the settings (LOG_LEVEL, LOG_FORMAT): Celery sets up none of its own where somebody listens here."""
