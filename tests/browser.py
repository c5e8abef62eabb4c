"""A headless Chromium, driven over a pipe with the standard library alone.

It speaks the DevTools protocol: JSON in both directions, each message ended by a zero byte.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
"""The program; None where there is none."""

_SWITCHES: Final = (
    *("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu"),
    *("--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking"),
)
_START: Final = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4);"
    "os.execv(sys.argv[3], sys.argv[3:])"
)
"""Chromium reads from descriptor 3 and writes to 4; the pipes must have other numbers first."""

_FIRST_FREE: Final = 10


class Browser:
    """A browser with one page."""

    def __init__(self, to: int, from_: int) -> None:
        self._to, self._from = to, from_
        self._left = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        """What has been reported unasked since a page was opened."""
        targets = self("Target.getTargets")["targetInfos"]
        page = next(it["targetId"] for it in targets if it["type"] == "page")
        attached = self("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")

    def __call__(self, method: str, **parameters: Any) -> Any:
        """The answer to a command of the protocol."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = os.read(self._from, 1 << 20)
            assert more, "the browser has ended"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(
        self,
        page: Path,
        width: int = 1280,
        *,
        scheme: str = "light",
        media: str = "",
        script: bool = True,
    ) -> None:
        """Shows a file at a width in pixels; no media is a screen, and paper when it is printed."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self("Emulation.setDeviceMetricsOverride", **size)
        self("Emulation.setScriptExecutionDisabled", value=not script)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self("Emulation.setEmulatedMedia", media=media, features=features)
        self.events.clear()
        self("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives, or the promise that it makes."""
        settings = {"returnByValue": True, "awaitPromise": True}
        found = self("Runtime.evaluate", expression=expression, **settings)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Presses a key, and lets it go: `ArrowRight`, 39."""
        named = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        for kind in ("keyDown", "keyUp"):
            self("Input.dispatchKeyEvent", type=kind, **named)

    def requests(self) -> list[str]:
        """The addresses that have been asked for since a page was opened."""
        sent = [it for it in self.events if it["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    def faults(self) -> list[str]:
        """What the browser has complained of since a page was opened."""
        kinds = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [json.dumps(event["params"]) for event in self.events if event["method"] in kinds]

    def screenshot(self) -> bytes:
        """The whole page as PNG."""
        found = self("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(found["data"])

    def pdf(self, width: float, height: float) -> bytes:
        """The page printed on paper of a size in inches, as PDF."""
        found = self("Page.printToPDF", paperWidth=width, paperHeight=height)
        return base64.b64decode(found["data"])


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser that keeps what it keeps in a folder, and ends with the block."""
    assert CHROMIUM
    # Only a test on POSIX comes here.
    from fcntl import F_DUPFD_CLOEXEC, fcntl

    pipes = (*os.pipe(), *os.pipe())
    read, to, from_, write = (fcntl(end, F_DUPFD_CLOEXEC, _FIRST_FREE) for end in pipes)
    line = [sys.executable, "-c", _START, str(read), str(write), CHROMIUM, *_SWITCHES]
    process = subprocess.Popen(
        [*line, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(read, write),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (*pipes, read, write):
        os.close(end)
    try:
        yield Browser(to, from_)
    finally:
        os.close(to)  # which ends it
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(from_)
