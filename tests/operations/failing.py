"""Production's settings, with a page that fails while it knows all that its visitor sent."""

from tests.deployment.settings import *  # noqa: F403 - the same settings, one middleware more
from tests.deployment.settings import MIDDLEWARE as ALL

MIDDLEWARE = [*ALL, "tests.operations.failing.fails"]


def fails(get_response):
    """Middleware that fails at one address."""

    def answer(request):
        if request.path == "/about/":
            sent = [request.get_full_path(), dict(request.headers), request.COOKIES, request.body]
            raise RuntimeError("It broke." if sent else "")
        return get_response(request)

    return answer
