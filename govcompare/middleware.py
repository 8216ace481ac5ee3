"""What must be settled before a view reads the query."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent

from .errors import InvalidQuery, error_response


class QueryGuard:
    """Refuse queries no page of ours can mean, and turn InvalidQuery into its answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            self.check(request)
        except InvalidQuery as error:
            return error_response(request, str(error), error.status)
        return self.get_response(request)

    def check(self, request) -> None:
        length = len(request.META.get("QUERY_STRING", ""))
        if length > settings.MAX_QUERY_LENGTH:
            raise InvalidQuery(
                f"网址中的查询条件有 {length} 个字符，最多 {settings.MAX_QUERY_LENGTH} 个。请减少条件后再试。"
            )
        try:
            parameters = request.GET.lists()
        except TooManyFieldsSent:
            raise InvalidQuery("网址中的查询条件太多。请减少条件后再试。") from None
        for name, values in parameters:
            for text in (name, *values):
                if any(ord(char) < 32 or ord(char) == 127 or 0xD800 <= ord(char) <= 0xDFFF for char in text):
                    raise InvalidQuery("网址中的查询条件含有不可见字符，请删去后再试。")

    def process_exception(self, request, exception):
        if isinstance(exception, InvalidQuery):
            return error_response(request, str(exception), exception.status)
        return None
