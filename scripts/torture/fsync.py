"""Every answer to a write comes after its bytes are on the disk: read from the system calls.

Runs the server on SQLite under strace, writes one thing at a time, and finds for each write, between
the request's arrival and its answer, the write to the write-ahead log and the completed sync after it.
Then it does the same with `synchronous=OFF`, where the check must find fault, or it proves nothing.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from palier import Client, Server, new_database

CALLS = "fsync,fdatasync,read,recvfrom,recvmsg,readv,write,writev,sendto,sendmsg,pwrite64,pwritev"
STRACE = ["strace", "-f", "-yy", "-qq", "-s", "4200", "-e", f"trace={CALLS}", "-e", "signal=none", "-o"]
LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?:\((\d+)<(.*?)>(?=[,)]| <unf)| resumed>)")


ANSWERS = {"write", "writev", "sendto", "sendmsg"}
MARK = "x-probe"


@dataclass
class Call:
    """One system call; `began` and `ended` are lines of the trace."""

    name: str
    file: str
    text: str
    began: int
    ended: int

    @property
    def answers(self) -> bool:
        return self.name in ANSWERS and "TCP" in self.file and '"HTTP/1.1 2' in self.text

    @property
    def logs(self) -> bool:
        return "write" in self.name and self.file.endswith("-wal")

    @property
    def syncs(self) -> bool:
        return "sync" in self.name and self.file.endswith("-wal") and "= 0" in self.text


def calls(trace: Path) -> list[Call]:
    """The calls of a trace, the two halves of an interrupted one joined."""
    found, halves = [], {}
    for number, line in enumerate(trace.read_text(errors="replace").splitlines()):
        match = LINE.match(line)
        if not match:
            continue
        thread, name, _, file = match.groups()
        if "resumed>" in line:
            if half := halves.pop(thread, None):
                half.text, half.ended = half.text + line, number
            continue
        call = Call(name, file, line, number, number)
        found.append(call)
        if line.endswith("<unfinished ...>"):
            halves[thread] = call
    return found


def fault(trace: list[Call], write: str) -> str | None:
    """What is wrong with one write, found by the mark its request carried."""
    arrival = next((call for call in trace if f"{MARK}: {write}\\r" in call.text), None)
    if arrival is None:
        return "its arrival is not in the trace"
    answer = next((call for call in trace if call.answers and call.began > arrival.ended), None)
    if answer is None:
        return "its answer is not in the trace"
    inside = [call for call in trace if arrival.ended < call.began < answer.began]
    logged = next((call for call in inside if call.logs), None)
    if logged is None:
        return "nothing was written to the log before the answer"
    synced = any(call.syncs and logged.ended < call.began and call.ended < answer.began for call in inside)
    return None if synced else "answered before the log was synced"


class Writes:
    """One of each kind of write, each answered before the next is sent."""

    def __init__(self, client: Client):
        self.client = client
        self.made: list[str] = []

    def send(self, method: str, path: str, body, name: str, headers=None):
        mark = f"{name}-{len(self.made)}"
        self.made.append(mark)
        status, answer, told = self.client.call(method, path, body, {MARK: mark} | (headers or {}))
        if status >= 300:
            raise SystemExit(f"{name} was answered {status}: {answer}")
        return answer, {"if-match": told["etag"]} if told["etag"] else {}

    def all(self):
        site = self.client.ask("GET", "/sites?limit=1")["items"][0]["id"]
        body = {"site_id": site, "text": "Le robinet goutte.\nDepuis ce matin."}
        request, tag = self.send("POST", "/requests", body, "create")
        at = f"/requests/{request['id']}"
        candidate = self.client.ask("GET", f"{at}/assignee-candidates")["items"][0]["id"]
        _, tag = self.send("PUT", f"{at}/assignment", {"assignee_ids": [candidate]}, "assign", tag)
        status = {"status": "in_progress"}
        self.send("PUT", f"{at}/status", status, "status", tag)
        self.send("POST", f"{at}/comments", {"text": "Je passe demain."}, "comment")


def faults(folder: Path, synchronous: str, rounds: int) -> tuple[int, list[str]]:
    """How many writes were looked at, and what was wrong with them."""
    trace = folder / f"trace-{synchronous}"
    server = Server(folder, new_database("sqlite", folder))
    server.start()
    server.stop()
    server.start([*STRACE, str(trace)], PALIER_DATABASE__SQLITE_SYNCHRONOUS=synchronous)
    try:
        writes = Writes(Client(server).log_in("administrator"))
        for _ in range(rounds):
            writes.all()
    finally:
        server.stop()
    seen = calls(trace)
    found = [(mark, fault(seen, mark)) for mark in writes.made]
    return len(found), [f"{mark}: {wrong}" for mark, wrong in found if wrong]


def main():
    for synchronous, rounds in [("FULL", 10), ("OFF", 2)]:
        with tempfile.TemporaryDirectory(prefix="palier-fsync-") as name:
            looked_at, wrong = faults(Path(name), synchronous, rounds)
        print(f"synchronous={synchronous}: {looked_at} writes, {len(wrong)} answered too early")
        if synchronous == "FULL" and wrong:
            raise SystemExit("\n".join(wrong))
        if synchronous == "OFF" and len(wrong) < looked_at:
            raise SystemExit(f"the check is blind: with OFF it passed {looked_at - len(wrong)} writes")


if __name__ == "__main__":
    main()
