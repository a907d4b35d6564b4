"""A real headless Chromium over its pipe, without any library: commands in, answers and events out."""

import fcntl
import json
import os
import select
import shutil
import subprocess
import time

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
         "google-chrome-stable")  # fmt: skip


def found():
    """The program, or None where none is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One page in one browser of its own profile."""

    def __init__(self, program, profile):
        to_child, self.writing = os.pipe()
        self.reading, from_child = os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (to_child, from_child)]

        def pipes():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}"],
            preexec_fn=pipes,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for fd in (to_child, from_child, *high):
            os.close(fd)
        self.buffer = b""
        self.count = 0
        self.events = []
        self.session = None
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        attached = self.do("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.do(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(10)
        os.close(self.reading)
        os.close(self.writing)

    def do(self, method, **params):
        """Run one command and give its result."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        answer = self._until(lambda m: m.get("id") == self.count)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path):
        """Open a file; gives the addresses of every request that left the page."""
        self.events.clear()
        self.do("Page.navigate", url=path.as_uri())
        if not any(e["method"] == "Page.loadEventFired" for e in self.events):
            self._until(lambda m: m.get("method") == "Page.loadEventFired")
        self.look("new Promise(done => setTimeout(done, 100))")
        sent = [e["params"] for e in self.events if e["method"] == "Network.requestWillBeSent"]
        return [s["request"]["url"] for s in sent]

    def look(self, expression):
        """The value of an expression on the page, asked from outside of it."""
        answer = self.do(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def media(self, media="", **features):
        """Show the page as on another medium or in another scheme."""
        chosen = [{"name": n.replace("_", "-"), "value": v} for n, v in features.items()]
        self.do("Emulation.setEmulatedMedia", media=media, features=chosen)

    def _until(self, wanted, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while b"\0" in self.buffer:
                line, _, self.buffer = self.buffer.partition(b"\0")
                message = json.loads(line)
                if "method" in message:
                    self.events.append(message)
                if wanted(message):
                    return message
            if select.select([self.reading], [], [], 0.2)[0]:
                data = os.read(self.reading, 1 << 20)
                assert data, "the browser ended"
                self.buffer += data
        raise AssertionError("the browser did not answer in time")
