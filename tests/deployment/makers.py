"""What workers make in these tests: a few bytes that tell what they were made of, held up while the test says so."""

import hashlib
import json
import os
import time
from pathlib import Path


def picture(spec: dict, render) -> bytes:
    """A drawing that is other for another figure. While the file HOLD is there, it is not finished."""
    hold = Path(os.environ["HOLD"])
    with Path(f"{hold}.begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    while hold.exists():
        time.sleep(0.02)
    stamp = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    return f'<svg xmlns="http://www.w3.org/2000/svg"><text>{stamp}</text></svg>'.encode() * 2000


def archive(spec: dict, render, progress) -> bytes:
    """The same, told as done."""
    content = picture(spec, render)
    progress(1)
    return content
