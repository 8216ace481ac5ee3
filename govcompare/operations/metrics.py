"""What Prometheus is told beyond requests and answers (django-prometheus counts those): kept pages, jobs, the dataset."""

from prometheus_client import Counter

PAGES = Counter(
    "govcompare_pages_total",
    "Answers by where they came from: unchanged (304), kept (sent from the cache), made (rendered), other (never kept)",
    ["origin"],
)
JOBS = Counter("govcompare_export_jobs_total", "Export jobs by how they ended", ["state"])
SLOW_QUERIES = Counter("govcompare_slow_queries_total", "Queries that took longer than SLOW_QUERY_MS")
