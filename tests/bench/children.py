"""Child processes of the bench: servers of their own, so that no client shares their loop."""

import asyncio
import contextlib
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0
"""Seconds that a child may take to answer at all."""
_LOOK_AGAIN = 0.005


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def child(
    arguments: Sequence[str], log: Path, variables: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `python -m arguments` from the repository until the block ends, its output in `log`."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=dict(variables or {}),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()


def answering(port: int, path: str, process: subprocess.Popen[bytes]) -> float:
    """Wait until `path` answers 200, and return the time that was; raises RuntimeError if never."""
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with contextlib.closing(connection):
                connection.request("GET", path)
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return time.perf_counter()
        time.sleep(_LOOK_AGAIN)
    raise RuntimeError(f"expected an answer on {path}, got none; exit code {process.poll()}")


def resident(process: subprocess.Popen[bytes]) -> float:
    """Return a process's resident memory in megabytes (10**6 bytes); Linux only."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("expected VmRSS among the process's figures")


async def until_told() -> None:
    """Inside a child: return once the parent closes our standard input, or has died."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def listen() -> None:
        while sys.stdin.buffer.read(1):
            continue
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(told.set)

    threading.Thread(target=listen, daemon=True).start()
    await told.wait()
