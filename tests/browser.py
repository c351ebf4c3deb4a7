"""Chromium for tests, told what to do over a pipe (https://chromedevtools.github.io/devtools-protocol/): pages that change, keys, sizes."""

from __future__ import annotations

import json
import os
import select
import subprocess
from pathlib import Path
from typing import Any, Self

from tests.programs import program
from tests.service import PATIENCE_SECONDS, until

_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of a browser of its own; a context manager that ends it. `mistakes` are what scripts of the page raised."""

    def __init__(self, profile: Path) -> None:
        theirs, self._out = os.pipe()
        self._in, answers = os.pipe()

        def place_pipes() -> None:
            copies = os.dup(theirs), os.dup(answers)
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)

        command = [program("chromium"), *_OPTIONS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(  # its pipes have to be the third and the fourth
            command, preexec_fn=place_pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL  # noqa: PLW1509
        )  # fmt: skip
        os.close(theirs)
        os.close(answers)
        self._read, self._number, self._session = b"", 0, ""
        self.mistakes: list[Any] = []
        pages = [one for one in self.tell("Target.getTargets")["targetInfos"] if one["type"] == "page"]
        self._session = self.tell("Target.attachToTarget", targetId=pages[0]["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give an order; returns what comes of it."""
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._out, json.dumps(order).encode() + b"\0")
        while (answer := self._message()).get("id") != self._number:
            if answer.get("method") == "Runtime.exceptionThrown":
                self.mistakes.append(answer["params"])
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._in], [], [], PATIENCE_SECONDS)
            assert ready, "the browser says nothing"
            block = os.read(self._in, 1 << 16)
            assert block, "the browser has ended"
            self._read += block
        one, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        return message

    def ask(self, expression: str) -> Any:
        """What an expression in JavaScript comes to on the page."""
        found = self.tell("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def open(self, address: str) -> None:
        """Go to a page, and wait until it is there."""
        self.tell("Page.navigate", url=address)
        until(lambda: self.ask(f"document.readyState == 'complete' && location.href == {json.dumps(address)}"), address)

    def await_true(self, expression: str, what: str) -> None:
        """Wait until an expression is true of the page."""
        until(lambda: self.ask(f"Boolean({expression})"), what)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)
        os.close(self._out)
        os.close(self._in)
