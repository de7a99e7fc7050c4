"""Kills the server in the middle of writes, again and again: nothing acknowledged may be lost.

After each restart every request that was answered with 201 is there; at the end its mail to
the site's team is in the mailbox, under one Message-ID however often it was delivered.
"""

import argparse
import random
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from palier import Client, Mailbox, Server, new_database

WRITERS = 8
ACKNOWLEDGED_BEFORE_A_KILL = (5, 40)
# A mail in the hands of a killed server is another's to send after two minutes.
MAIL_STALLS_AFTER = 150


class Acknowledged:
    """The requests the server has answered for, and a way to wait for more of them."""

    def __init__(self):
        self.lock = threading.Condition()
        self.references: dict[str, str] = {}
        self.refused: str | None = None

    def refuse(self, why: str):
        with self.lock:
            self.refused = why
            self.lock.notify_all()

    def add(self, request: dict):
        with self.lock:
            self.references[request["id"]] = request["reference"]
            self.lock.notify_all()

    def wait_for(self, more: int):
        with self.lock:
            goal = len(self.references) + more
            done = self.lock.wait_for(lambda: self.refused or len(self.references) >= goal, timeout=60)
            if self.refused or not done:
                raise SystemExit(self.refused or f"fewer than {more} writes were acknowledged in a minute")

    def copy(self) -> dict[str, str]:
        with self.lock:
            return dict(self.references)


def write(server: Server, token: str, site: str, name: str, acknowledged: Acknowledged, end: threading.Event):
    client, count = Client(server, token), 0
    while not end.is_set():
        count += 1
        body = {"site_id": site, "text": f"Torture {name} {count}\nLe radiateur reste froid."}
        try:
            status, answer, _ = client.call("POST", "/requests", body)
        except ConnectionError:
            return
        if status == 201:
            acknowledged.add(answer)
        elif status not in (429, 503):
            acknowledged.refuse(f"a write was answered {status}: {answer}")
            return


def one_life(server: Server, token: str, site: str, life: int, acknowledged: Acknowledged, chance: random.Random):
    """Writes from all sides, then a kill at a random moment."""
    end = threading.Event()
    names = [f"{life}.{each}" for each in range(WRITERS)]
    threads = [
        threading.Thread(target=write, args=(server, token, site, name, acknowledged, end)) for name in names
    ]
    for thread in threads:
        thread.start()
    acknowledged.wait_for(chance.randint(*ACKNOWLEDGED_BEFORE_A_KILL))
    server.kill()
    end.set()
    for thread in threads:
        thread.join()


def lost(client: Client, wanted: dict[str, str]) -> list[str]:
    return [wanted[id] for id in wanted if client.call("GET", f"/requests/{id}")[0] != 200]


def mails_by_reference(mailbox: Mailbox, address: str, references: set[str]) -> dict[str, list[str]]:
    """The Message-IDs of the mails to the team that speak of each request."""
    found = defaultdict(list)
    for mail in mailbox.mails():
        if address not in (mail["to"] or ""):
            continue
        words = f"{mail['subject']} {mail.get_body(('plain',)).get_content()}".split()
        for reference in references.intersection(word.strip(".,:;()[]·«»") for word in words):
            found[reference].append(mail["message-id"])
    return found


def wait_for_mails(mailbox: Mailbox, address: str, references: set[str]) -> dict[str, list[str]]:
    """Waits as long as mails keep coming."""
    seen, last = -1, time.monotonic()
    while True:
        found = mails_by_reference(mailbox, address, references)
        if references <= found.keys():
            return found
        if len(found) > seen:
            seen, last = len(found), time.monotonic()
        elif time.monotonic() - last > MAIL_STALLS_AFTER:
            raise SystemExit(f"{len(references - found.keys())} of {len(references)} mails never came")
        time.sleep(0.2)


def torture(kind: str, kills: int, seed: int):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="palier-kill9-") as name:
        folder = Path(name)
        mailbox = Mailbox(folder / "mails")
        server = Server(folder, new_database(kind, folder), mailbox.environment())
        try:
            server.start()
            run(server, mailbox, kind, kills, chance)
        finally:
            server.stop()
            mailbox.stop()


def run(server: Server, mailbox: Mailbox, kind: str, kills: int, chance: random.Random):
    acknowledged, checked, slowest = Acknowledged(), 0, 0.0
    client = Client(server).log_in("administrator")
    site = client.ask("GET", "/sites?limit=1")["items"][0]
    for life in range(1, kills + 1):
        one_life(server, client.token, site["id"], life, acknowledged, chance)
        slowest = max(slowest, server.start())
        client = Client(server).log_in("administrator")
        fresh = dict(list(acknowledged.copy().items())[checked:])
        if missing := lost(client, fresh):
            raise SystemExit(f"{kind}: kill {life} lost {len(missing)} acknowledged requests: {missing[:5]}")
        checked += len(fresh)
    everything = acknowledged.copy()
    if missing := lost(client, everything):
        raise SystemExit(f"{kind}: {len(missing)} acknowledged requests are gone: {missing[:5]}")
    mails = wait_for_mails(mailbox, site["mail_address"], set(everything.values()))
    if renamed := [reference for reference, ids in mails.items() if len(set(ids)) > 1]:
        raise SystemExit(f"{kind}: mails sent again under another Message-ID: {renamed[:5]}")
    repeated = sum(len(ids) - 1 for ids in mails.values())
    print(
        f"{kind}: {kills} kills, {len(everything)} acknowledged, 0 lost, every mail there, "
        f"{repeated} delivered twice, slowest start {slowest:.1f} s"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgres"], action="append")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--deep", action="store_const", const=100, dest="kills")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    databases = options.database or ["sqlite", "postgres"]
    with ThreadPoolExecutor() as both:
        runs = [both.submit(torture, database, options.kills, options.seed) for database in databases]
    for each in runs:
        each.result()
