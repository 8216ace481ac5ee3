"""Requests that nobody in his right mind would send, and some that he would: made from chance alone, so that a seed gives
the same again."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from tests.routes import Route

from .learning import Learned, part_of

# What must never come back as markup: an element, an attribute, an address that runs, a header of ours.
MARK = "gc-canary"
CANARIES = (f"<{MARK}>", f'"><{MARK}>', f"'><{MARK} x='", f'" {MARK}="1', f"' {MARK}='1", f"` {MARK}=1 `",
            f"</title><{MARK}>", f"</textarea><{MARK}>", f"</script><{MARK}>", f"--><{MARK}>", f"]]><{MARK}>",
            f'"><script>{MARK}</script>', f"javascript:{MARK}", f"JaVaScRiPt:{MARK}", f"data:text/html,<{MARK}>",
            f"x\r\n{MARK}: 1", f"x\n\n<{MARK}>", "{{7*7}}{%debug%}", f"＜{MARK}＞", f"<svg/onload={MARK}>",
            f"&lt;{MARK}&gt;", f"\\u003c{MARK}\\u003e", f"<!--<{MARK}>", f"<?{MARK} ?>")  # fmt: skip
TEXTS = (
    "", " ", "0", "-1", "+1", "1.5", "1e9", "NaN", "Infinity", "-0", "00001", "99999999999999999999", str(-(2**63)),
    "999999999", "1000", "1001", "１２", "0x10", "1_000", "null", "None", "undefined", "true", "[]", "{}", "[object Object]",
    "2019", "2019-06", "2021-02-30", "2020-02-29", "0000", "9999-99-99", "9999-12-31", "-2019", "2019-13", "20190630",
    "2019-06-30T00:00:00Z", "1948", "2099-12-31", "2100", "today", "２０１９",
    "440000", "440000~330000", "~", "~~~", "440000~440000", "999999", "100000", "710000", "1" * 3000,
    "~".join(str(code) for code in range(110000, 111200, 100)), "0.2.0", "v0", "9.9.9", "../../etc/passwd", "..\\..\\win.ini",
    "/etc/passwd\x00.png", "file:///etc/passwd", "//evil.example/", "https://evil.example/", "\\\\evil.example\\x",
    "' OR 1=1 --", "'; DROP TABLE regions_region; --", "\" OR \"\"=\"", "%", "%%", "_", "%s%s%n", "${7*7}", "=1+1", "@SUM(1)",
    "|id", "`id`", "$(id)", "a" * 4000, "长" * 300, "贵 " * 90, "a*" * 200, "((((((((((", "a|b|c" * 60, "\\" * 99,
    "\u202e贵州", "\u200b", "\ufeff", "e\u0301" * 40, "Z\u0351\u0352\u0353" * 20, "💥", "👩‍👩‍👧‍👦", "𠀀𪜎", "\ufdfa" * 30, "ﬁ", "İi̇ıI",
    "\x00", "a\x00b", "\x1b[31m", "\x7f", "\u2028", "\ufffe", "\U0010ffff", "ß", "贵\t州", "\r\n",
)  # fmt: skip
# Bytes in an address that stand for no text, or for one that cannot be written.
RAW = ("%ff", "%ed%a0%80", "%c0%ae%c0%ae/", "%", "%zz", "%2", "%u8d35", "%252e%252e%252f", "%25%33%63", "%f4%90%80%80", "%00",
       "%0d%0a", "%26x%3d1", "+", "%23", "%e8%b4", "&&&", ";a=b", "=", "?a", "%E8%B4%B5%C3%28")  # fmt: skip
FORMATS = (
    "html",
    "csv",
    "json",
    "xlsx",
    "png",
    "svg",
    "pdf",
    "pptx",
    "zip",
    "bib",
    "xml",
    "exe",
    "PNG",
    "json.gz",
    "php",
)
ALWAYS = ("as_of", "q", "sort", "page", "size", "r", "v", "w", "h", "scale", "theme", "each", "format", "callback", "p", "next",
          "x[]", "x[a]", "__proto__", "csrfmiddlewaretoken", "as_of[]", "", "_", "debug")  # fmt: skip
METHODS = ("GET",) * 40 + ("HEAD",) * 4 + ("POST",) * 2 + ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
BODIES = (("application/x-www-form-urlencoded", b"a=1&b=%ff&c[]=<gc-canary>"), ("application/json", b'{"a": [[[[['),
          ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--"),
          ("multipart/form-data", b"no boundary"), ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
          ("application/octet-stream", b"\x00" * 9_000), ("", b""))  # fmt: skip
HEADERS = (
    {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": f"<{MARK}>", "HX-Current-URL": f"javascript:{MARK}"},
    {"HX-Boosted": "true", "HX-Request": "true"}, {"HX-History-Restore-Request": "true"},
    {"Accept-Language": "en"}, {"Accept-Language": "x" * 3000}, {"Accept-Language": f"<{MARK}>;q=9"},
    {"Accept": "application/json"}, {"Accept": "text/html"}, {"Accept": f"<{MARK}>"}, {"Accept": "*/*;q=nonsense"},
    {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0"},
    {"Accept-Encoding": "identity;q=0"}, {"Accept-Encoding": "*;q=0"}, {"Accept-Encoding": "gzip;q=x, ,;;"},
    {"Range": "bytes=0-0"}, {"Range": "bytes=999999999-"}, {"Range": "bytes=5-1"}, {"Range": "lines=1-2,-,x"},
    {"If-None-Match": "*"}, {"If-None-Match": '"x", W/"y", nonsense'}, {"If-None-Match": '"' * 500},
    {"If-Modified-Since": "yesterday"}, {"If-Modified-Since": "Mon, 31 Feb 9999 99:99:99 GMT"},
    {"If-Match": '"x"'}, {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, {"If-Range": '"x"', "Range": "bytes=0-9"},
    {"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-Proto": "gopher"}, {"X-Forwarded-For": f"<{MARK}>, 999.1.1.1"},
    {"X-Real-IP": "::ffff:1.2.3.4.5"}, {"Forwarded": "for=_x;host=evil.example"}, {"X-Original-URL": "/admin"},
    {"X-HTTP-Method-Override": "DELETE"}, {"Referer": f"http://x/<{MARK}>"}, {"Referer": "\xff\xfe"},
    {"User-Agent": f"<{MARK}>"}, {"User-Agent": ""}, {"Cookie": f"a=<{MARK}>; sessionid={'x' * 2000}"},
    {"X-Request-ID": f"x {MARK}"}, {"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"},
    {"Authorization": "Bearer é"}, {"Authorization": "Basic !!!"}, {"Expect": "x"}, {"DNT": "\x01"}, {"Save-Data": "on"},
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One request. path and query: as they go over the wire, in ASCII."""

    route: str
    method: str
    path: str
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def address(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.method} {self.address[:400]} {self.headers}"


class Nonsense:
    """Makes requests for what was learned of a site."""

    def __init__(self, learned: Learned, routes: tuple[Route, ...]):
        self.learned, self.routes = learned, routes
        self.everything = sorted({name for names in learned.parameters.values() for name in names} | set(ALWAYS))
        # what has more to be put into its address is asked more often
        self.weights = [1 + 2 * len(route.fields) for route in routes]

    def request(self, random: Random, route: Route | None = None) -> Asked:
        """The next request, of a route or of any."""
        route = route or random.choices(self.routes, self.weights)[0]
        method = random.choice(METHODS)
        headers: dict[str, str] = {}
        for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
            headers |= random.choice(HEADERS)
        body = b""
        if method not in ("GET", "HEAD", "OPTIONS", "TRACE"):
            kind, body = random.choice(BODIES)
            headers |= {"Content-Type": kind} if kind else {}
        return Asked(route.name, method, *self.address(random, route), headers, body)

    def address(self, random: Random, route: Route) -> tuple[str, str]:
        """Path and query."""
        path = random.choice(self.learned.addresses[route.name])
        return self.path(random, route, path), self.query(random, route, part_of(path))

    def path(self, random: Random, route: Route, path: str) -> str:
        """The path mostly as it is; else one in which a part is nonsense, or the format another."""
        kind = random.random()
        if route.fields and kind < 0.12:
            values = {name: self.text(random)[:600] for name in route.fields}
            if route.format_field and random.random() < 0.7:
                values[route.format_field] = random.choice(FORMATS)
            path = quote(route.form % values, safe="/%" if random.random() < 0.1 else "/")
        elif route.fields and kind < 0.18:
            path = path.rstrip("/") + random.choice(RAW)
        elif route.format_field and kind < 0.28:
            path = f"{path.rpartition('.')[0]}.{random.choice(FORMATS)}"
        else:
            path = quote(path)
        if path.startswith("//"):  # which a client reads as a host
            path = "/" + path.lstrip("/")
        return random.choice(route.languages) + path

    def query(self, random: Random, route: Route, part: str) -> str:
        """Mostly parameters of the route, with values that it offers; and nonsense among them."""
        known = sorted(self.learned.parameters[route.name]) or self.everything
        sane = random.random() < 0.6
        pairs = []
        for _ in range(random.choice((0, 1, 1, 2, 2, 3, 4, 6))):
            name = random.choice(known) if sane or random.random() < 0.8 else random.choice(self.everything)
            pairs.append((name, self.value(random, part, name, sane)))
        if pairs and random.random() < 0.1:  # repeated
            pairs += [random.choice(pairs)] * random.choice((1, 2, 40))
        if not sane and random.random() < 0.05:  # and a name that is nonsense
            pairs.append((self.text(random)[:200], "1"))
        query = "&".join(f"{quote(name, safe='[]')}={quote(value, safe='~,')}" for name, value in pairs)
        return query + "&" + random.choice(RAW) if not sane and random.random() < 0.08 else query

    def value(self, random: Random, part: str, name: str, sane: bool) -> str:
        """Of a parameter: one that the site offers, several of them, or nonsense."""
        offered = self.learned.values.get((part, name))
        if offered and (sane or random.random() < 0.45):
            several = random.choice((1, 1, 2, 5, 31, 45)) if name == "r" else 1
            return "~".join(random.choice(offered) for _ in range(several))
        return self.text(random)

    def text(self, random: Random) -> str:
        """Nonsense: known to be awkward, markup, or whatever comes."""
        kind = random.random()
        if kind < 0.45:
            return random.choice(TEXTS)
        if kind < 0.75:
            return random.choice(CANARIES)
        if kind < 0.8:
            return random.choice(CANARIES) * random.randint(2, 30)
        if kind < 0.9:
            return str(random.randint(-(10 ** random.randint(1, 30)), 10 ** random.randint(1, 30)))
        # any character there is but surrogates, which no address can carry
        codes = (random.choice((random.randint(0, 0x2FF), random.randint(0x3000, 0x9FFF), random.randint(0xE000, 0x10FFFF)))
                 for _ in range(random.randint(1, 40)))  # fmt: skip
        return "".join(map(chr, codes))
