"""Who asks: enough to tell two visitors apart, and nothing that says who they are."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_of(request: HttpRequest) -> str:
    """Who asks, as a keyed hash: it tells two clients apart and says nothing of either."""
    address = address_of(request) or ""
    return salted_hmac("govcompare.exporting.limits", address, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str | None:
    """The address of who asks, of IPv6 the first of its network; None where there is none, as behind a socket of this
    machine. Nothing but the admin keeps it (failed logins)."""
    header = settings.CLIENT_ADDRESS_HEADER
    # Of a list, the last was written by the proxy that we trust.
    text = request.META.get(header, "").rpartition(",")[2].strip() if header else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ip_address(text.partition("%")[0])  # without the name of an interface
    except ValueError:
        return None
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed  # as a server that listens on IPv6 names IPv4
    if isinstance(parsed, IPv6Address):
        # A household has a whole IPv6 network, so that one client would be as many as it likes.
        return str(ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed)
