"""One line per event, for people or for machines, each with the id of the request that caused it."""

import structlog

PLAIN, JSON = "plain", "json"
# What every line says first, whoever wrote it: this project, Django, Celery, gunicorn.
SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure() -> None:
    """Have structlog's own loggers end in those of the standard library."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def settings(level: str, form: str) -> dict:
    """LOGGING. level: the least that is logged; form: plain (a line for people) or json (a line for machines)."""
    line = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == JSON
        # its own traces show what variables hold, which is the visitors' and the machine's, and take half a second each
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    traces = [structlog.processors.format_exc_info] if form == JSON else []
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *traces, line],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            # a line when pictures were drawn ahead: a few a day
            "govcompare.exporting.ahead": {"level": "INFO"},
            # a line for each chore, every few seconds
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            # a chore that came while the last one was still at it
            "django_structlog.celery.receivers": {"level": "ERROR"},
            "celery.worker.request": {"level": "ERROR"},
            # an error with its trace for whatever a scanner calls us; the line of the request says 400
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
        "root": {"handlers": ["console"], "level": level},
    }


def reporting(dsn: str) -> dict:
    """How errors are reported: nothing of the visitor, neither address nor headers nor what was sent, and no values."""
    off = {"mode": "off"}
    collected = {"user_info": False, "cookies": off, "url_query_params": off, "http_headers": {"request": off},
                 "http_bodies": [], "database_query_data": False, "stack_frame_variables": False}  # fmt: skip
    return {"dsn": dsn, "data_collection": collected, "max_request_body_size": "never"}
