"""What processes count for Prometheus beyond requests and answers (django-prometheus counts those)."""

from prometheus_client import Counter

PAGES = Counter(
    "govcompare_pages_total",
    "Answers by where they came from: unchanged (304), kept (sent from the cache), made (rendered), other (never kept)",
    ["origin"],
)
SLOW_QUERIES = Counter("govcompare_slow_queries_total", "Queries that took longer than SLOW_QUERY_MS")
