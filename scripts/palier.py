"""A palier process, its mailbox and its API, for the test scripts written in Python."""

import email
import email.policy
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_database(kind: str, folder: Path) -> str:
    """The URL of an empty database: a file in `folder`, or one of the test cluster's."""
    if kind == "sqlite":
        return f"sqlite://{folder / 'palier.sqlite'}?mode=rwc"
    server, name = os.environ["PALIER_TEST_POSTGRES"], f"test_{uuid.uuid4().hex}"
    subprocess.run(["psql", server, "--no-psqlrc", "-qc", f"CREATE DATABASE {name}"], check=True)
    return server.rsplit("/", 1)[0] + "/" + name


class Mailbox:
    """scripts/mailbox.py as a child that ends with this process."""

    def __init__(self, folder: Path):
        command = [sys.executable, str(SCRIPTS / "mailbox.py"), "--until-eof", "--folder", str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.about = json.loads(self.process.stdout.readline())
        self.folder = folder
        self.parsed: dict[str, email.message.EmailMessage] = {}

    def environment(self) -> dict[str, str]:
        names = ["host", "port", "security", "username", "password", "ca_file"]
        told = {f"PALIER_MAIL__{name.upper()}": str(self.about[name]) for name in names}
        return told | {
            "PALIER_MAIL__FROM_ADDRESS": "palier@mosane.example",
            "PALIER_MAIL__FROM_NAME": "Palier",
        }

    def mails(self) -> list[email.message.EmailMessage]:
        for file in sorted(self.folder.glob("*.eml")):
            if file.name not in self.parsed:
                message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                self.parsed[file.name] = message
        return list(self.parsed.values())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


class Server:
    """`palier serve` in a folder and on a port of its own."""

    def __init__(self, folder: Path, database: str, extra: dict[str, str] | None = None):
        self.binary = os.environ["PALIER_TEST_BINARY"]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "palier.log"
        self.environment = os.environ | (extra or {}) | {
            "PALIER_LISTEN": f"127.0.0.1:{self.port}",
            "PALIER_PUBLIC_URL": self.url,
            "PALIER_DATA": str(folder),
            "PALIER_DATABASE_URL": database,
        }
        self.process: subprocess.Popen | None = None
        self.under = False

    def start(self, under: list[str] | None = None, **more: str) -> float:
        """Starts, perhaps under another program; answers in how many seconds it was ready."""
        began, self.under = time.monotonic(), bool(under)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*(under or []), self.binary, "serve", "--demo"],
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > 60:
                self.stop()
                raise SystemExit(f"palier did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def answers(self) -> bool:
        try:
            return Client(self).call("GET", "/instance")[0] == 200
        except OSError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            os.kill(self.server_pid(), signal.SIGTERM)
            self.process.wait(30)

    def server_pid(self) -> int:
        """The server's own: strace, where that started it, keeps a SIGTERM to itself."""
        pid = self.process.pid
        if not self.under:
            return pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


class Client:
    """The API for one person; not to be shared between threads."""

    def __init__(self, server: Server, token: str | None = None):
        self.server = server
        self.token = token
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def call(self, method: str, path: str, body=None, headers: dict[str, str] | None = None):
        """Status, decoded body, headers. A dead server raises OSError."""
        sent = dict(headers or {})
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["content-type"] = "application/json"
        try:
            payload = None if body is None else json.dumps(body)
            self.connection.request(method, f"/api/v1{path}", payload, sent)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self.connection.close()
            raise ConnectionError(str(problem)) from problem
        return answer.status, json.loads(content) if content else None, answer.headers

    def ask(self, method: str, path: str, body=None, headers=None):
        """The body of an answer that must be a success."""
        status, answer, _ = self.call(method, path, body, headers)
        if status >= 300:
            raise SystemExit(f"{method} {path} answered {status}: {answer}")
        return answer

    def log_in(self, role: str) -> "Client":
        """Logs in as the demo's first person with a role."""
        logins = self.ask("GET", "/instance")["demo_logins"]
        login = next(each for each in logins if each["role"] == role)
        body = {"login": login["username"], "password": login["password"], "stay": False}
        self.token = self.ask("POST", "/session", body)["access_token"]
        return self
