"""Who asks: enough to tell two visitors apart, and nothing that says who they are."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_of(request: HttpRequest) -> str:
    """Who asks, as a keyed hash: it tells two clients apart and says nothing of either."""
    header = settings.CLIENT_ADDRESS_HEADER
    # Of a list, the last was written by the proxy that we trust.
    address = (
        request.META.get(header, "").rpartition(",")[2].strip() if header else request.META.get("REMOTE_ADDR", "")
    )
    try:
        parsed = ip_address(address)
    except ValueError:
        pass
    else:
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed  # as a server that listens on IPv6 names IPv4
        address = str(parsed)
        # A household has a whole IPv6 network, so that one client would be as many as it likes.
        if isinstance(parsed, IPv6Address):
            address = str(ip_network(f"{parsed}/64", strict=False))
    return salted_hmac("govcompare.exporting.limits", address, algorithm="sha256").hexdigest()
