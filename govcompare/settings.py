"""Settings, all of them driven by the environment; .env.example lists every variable."""

import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path

from csp.constants import SELF

from .database_url import database
from .environment import choice, flag, folder, header, key, listed, number, origins, path, url
from .exporting.beat import timetable
from .operations import logs
from .storage_urls import storage

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = folder("GOVCOMPARE_VAR_DIR", BASE_DIR / "var")
DATA_DIR = folder("GOVCOMPARE_DATA_DIR", BASE_DIR / "data")

DEBUG = flag("DEBUG")
# Off only where the site is served without TLS, as `make run` does on this machine.
HTTPS = not flag("INSECURE_HTTP")
SECRET_KEY = key("SECRET_KEY", "a long random string; `make run` makes one under var/.", public=HTTPS)
# Former keys: sessions that were begun with them go on.
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "govcompare",
    "regions",
    "institutions",
    "django_filters",
    "django_prometheus",
    "django_structlog",
    "django_tables2",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "govcompare.staff.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "govcompare.middleware.StrictHeaders",
    "govcompare.operations.request_lines.RequestLines",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "govcompare.middleware.HeadersOnly",
    "govcompare.compression.CompressText",
    "govcompare.middleware.Language",
    "govcompare.exporting.serving.KeptFiles",
    "govcompare.page_cache.KeptPages",
    "govcompare.rate_limits.RateLimits",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "govcompare.staff.middleware.CookiesOfStaffOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "govcompare.middleware.QueryGuard",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "govcompare.urls"
WSGI_APPLICATION = "govcompare.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "govcompare.context_processors.site",
                "govcompare.context_processors.dataset",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "govcompare.templatetags.govcompare",
                "govcompare.templatetags.charts",
                "govcompare.templatetags.languages",
            ],
        },
    },
]

DATABASE_URL = url("DATABASE_URL", ["postgres", "postgresql", "sqlite"], f"sqlite:///{VAR_DIR / 'govcompare.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL)}
# Seconds after which a web process gives a query up; commands and workers wait as long as it takes.
WEB_QUERY_SECONDS = number("WEB_QUERY_SECONDS", 10, least=0)
VAR_DIR.mkdir(parents=True, exist_ok=True)
# What all processes know together: rendered pages, and which version is shown. A folder of this machine unless CACHE_URL
# names a Valkey or Redis; without either answering, pages are made anew each time.
CACHE_URL = url("CACHE_URL", ["redis", "rediss", "unix"])
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "govcompare",
        "OPTIONS": {
            "serializer": "govcompare.shared_cache.PlainBytes",
            "socket_connect_timeout": 0.5,
            "socket_timeout": 0.5,
        },
    }
    if CACHE_URL
    else {
        "BACKEND": "govcompare.file_cache.PlainFileCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 6000},
    }
}
# Searches, and files of data, that one client may have made in a minute; what is kept already is not counted.
SEARCH_LIMIT = number("SEARCH_LIMIT", 300)
FILES_LIMIT = number("FILES_LIMIT", 240)
# While the code is worked on, a page is made anew each time.
KEEP_PAGES = not DEBUG
# Within a version that is kept (v=…), the tables of the dataset are those of its file.
DATABASE_ROUTERS = ["govcompare.snapshot.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our pages alone use them
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # what workers make; several servers share one
    "exports": storage(os.environ.get("EXPORT_STORAGE_URL", ""), folder=VAR_DIR / "exports"),
}

# Images are made by Celery workers with the system's Chromium. The queue is a folder unless BROKER_URL names
# Valkey/Redis (redis://host:6379/0) or RabbitMQ (amqp://user:password@host//).
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM", "") or next(filter(None, map(shutil.which, BROWSERS)), "/usr/bin/chromium")
BROKER_URL = url("BROKER_URL", ["filesystem", "redis", "rediss", "amqp", "amqps"], "filesystem://")
BROKER_DIR = VAR_DIR / "queue"
# Seconds: one picture may take so long, a visitor waits so long for it, a page with it says so long "come back".
EXPORT_TIME_LIMIT = number("EXPORT_TIME_LIMIT", 20)
EXPORT_WAIT = number("EXPORT_WAIT", 1)
# Pictures that one client may have made in a minute; those already made are not counted.
EXPORT_LIMIT = number("EXPORT_LIMIT", 240)
# How long a file is kept, and how many megabytes all of them may take.
EXPORT_KEEP_HOURS = number("EXPORT_KEEP_HOURS", 168)
EXPORT_CACHE_MB = number("EXPORT_CACHE_MB", 1024)
# Who makes a file, by the kind of job: (what, render) -> bytes, and (what, render, progress) -> bytes.
EXPORT_MAKERS = {"image": "govcompare.exporting.spec.make", "archive": "institutions.charts.album.make_album"}
# What a worker draws before anybody asks: () -> addresses of charts, and (address, site) -> their pictures.
EXPORT_AHEAD = {
    "addresses": "institutions.charts.pictures.default_addresses",
    "variants": "institutions.charts.pictures.variants",
}
# Pages that a worker makes before anybody asks: most of all -> their addresses; and how many at most.
PAGES_AHEAD = "govcompare.sitemaps.made_ahead"
PAGES_AHEAD_MOST = number("PAGES_AHEAD", 3000, least=0)
# Where visitors reach the site, as printed in pictures: https://host, several by commas. Empty: by ALLOWED_HOSTS.
SITES = origins("SITES")
PORT = str(number("PORT", 8000))
# Requests of one web process that may wait for a picture at the same time: two threads always answer pages.
EXPORT_WAITERS = max(1, number("WEB_THREADS", 8) - 2)
# The header in which a trusted proxy names the visitor, e.g. HTTP_X_REAL_IP; empty: the address of the connection.
CLIENT_ADDRESS_HEADER = header("CLIENT_ADDRESS_HEADER")

# Celery reads what begins with CELERY_. Tasks are JSON, forgotten when done (the job's row knows how it went), and
# handed to another process when theirs was killed. Nothing waits long for a broker that is down.
CELERY_BROKER_URL = BROKER_URL if BROKER_URL != "filesystem://" else "filesystem://localhost//"  # or Kombu warns
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # of workers; a web process tries once
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "filesystem": {"folder": str(BROKER_DIR), "polling_interval": 0.02},
    "redis": {"global_keyprefix": "govcompare:", "visibility_timeout": 600, "socket_connect_timeout": 1,
              "socket_timeout": 5},
}.get(BROKER_URL.partition(":")[0].replace("rediss", "redis"), {})  # fmt: skip
CELERY_TASK_DEFAULT_QUEUE = "exports"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_CONCURRENCY = number("EXPORT_WORKERS", 2)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 2 * EXPORT_TIME_LIMIT + 10  # a process starts its browser before it says "up"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "govcompare.exporting.beat:Chores"
CELERY_BEAT_SCHEDULE = timetable()
CELERY_BEAT_MAX_LOOP_INTERVAL = 5

# plotly.js adds one empty <style> element and fills it by rule: the hash is that of the empty string.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF, EMPTY_STYLE],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What browsers offer and no page here has a use for (Permissions-Policy).
UNUSED_FEATURES = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
                   "midi", "payment", "usb"]  # fmt: skip
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if proxy_header := header("TRUSTED_PROXY_SSL_HEADER"):
    SECURE_PROXY_SSL_HEADER = (proxy_header, "https")

# The admin: there is one only where its address is named, and only there are cookies (see govcompare/staff/middleware.py).
ADMIN_PATH = path("ADMIN_PATH")
ADMIN_WITHOUT_SECOND_FACTOR = flag("ADMIN_WITHOUT_SECOND_FACTOR")
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = LOGIN_REDIRECT_URL = "admin:index"
# __Host-: browsers take such a cookie from this very host only, and by TLS.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = number("ADMIN_HOURS", 8) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "govcompare.errors.forgery"
# Failed logins are counted in the database, for all processes, by client and name.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = number("ADMIN_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=number("ADMIN_LOCK_MINUTES", 30))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "govcompare.clients.address_of"
AXES_LOCKOUT_CALLABLE = "govcompare.staff.lockout.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "otp_token", "csrfmiddlewaretoken"]
AXES_VERBOSE = AXES_ENABLE_ADMIN = False  # its lists are ours (govcompare/admin.py)
OTP_TOTP_ISSUER = "govcompare"

# The longest query this site answers; longer ones get a page that says so (see QueryGuard).
MAX_QUERY_LENGTH = 4096

# What operators see. LOG_FORMAT json: a line is an object, for machines that gather them.
LOG_LEVEL = choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "WARNING")
LOGGING = logs.settings(LOG_LEVEL, choice("LOG_FORMAT", [logs.PLAIN, logs.JSON], logs.PLAIN))
logs.configure()
# Each request has an id, which its tasks carry on; that of a trusted proxy (X-Request-ID) is taken over. A line at its end.
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = flag("TRUST_REQUEST_ID")
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None  # who did what is in the admin's own history
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = (
    logging.DEBUG
)  # chores come every few seconds; jobs say what became of them
# Milliseconds after which a query is logged as slow; 0: never.
SLOW_QUERY_MS = number("SLOW_QUERY_MS", 500, least=0)
# What Prometheus must say to read /metrics; empty: there is no such page.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
# Where errors are reported (Sentry, or what speaks its protocol); empty: nowhere but the log.
SENTRY_DSN = url("SENTRY_DSN", ["http", "https"])
