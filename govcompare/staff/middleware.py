"""Public pages have no cookies, no sessions and no users; the admin has."""

from .address import is_staff_address


class CookiesOfStaffOnly:
    """Above Django's middleware for sessions, forgery and users: on a public address these find no cookie, so they read
    nothing, write nothing and vary nothing, and nothing there is worth forging. What the admin answers stays with who asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_staff_address(request.path):
            request.COOKIES = {}
            request.csrf_processing_done = True  # as of a view that is exempt, whatever the method
            return self.get_response(request)
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response
