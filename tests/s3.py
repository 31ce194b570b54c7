"""A server on this machine that speaks S3."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import fsspec
import pytest
from moto.server import ThreadedMotoServer


@contextmanager
def bucket() -> Iterator[str]:
    """The URL of an empty bucket; the environment says where the server is."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as environment:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            environment.setenv(name, value)
        fsspec.filesystem("s3").clear_instance_cache()
        name = f"dateline-{uuid.uuid4().hex}"
        files = fsspec.filesystem("s3")
        files.mkdir(name)
        try:
            yield f"s3://{name}"
        finally:
            fsspec.filesystem("s3").clear_instance_cache()
            server.stop()
