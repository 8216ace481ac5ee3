"""The lines that each request leaves in the log."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLines(RequestMiddleware):
    """What was asked and answered; of the query, which is the visitor's, nothing."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the path."""
        return f"{request.method} {request.path}"
