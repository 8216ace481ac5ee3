"""A server that speaks S3, for a test file: empty when it comes, and nothing of it left when it goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

import boto3
from botocore.client import BaseClient
from moto.server import ThreadedMotoServer


@contextmanager
def bucket_server() -> Iterator[str]:
    """The address of the server. What it keeps lies in this process and would outlive it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    try:
        yield address
        urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()
    finally:
        server.stop()


def bucket_of(endpoint: str, *, key: str, secret: str) -> BaseClient:
    """A client of the server, once the bucket `files` is there."""
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret
    )
    client.create_bucket(Bucket="files")
    return client
