"""A mail server for tests: STARTTLS or TLS, AUTH, and every accepted mail as a file.

Prints one line of JSON (address, account, CA file, folder) on stdout when it is ready.
A recipient's local part scripts the answer: `451…` is refused for now, `550…` for good, `451-once…`
and `550-once…` only the first time, `hang…` is never answered, `drop…` loses the connection.
"""

import argparse
import asyncio
import json
import logging
import os
import secrets
import signal
import ssl
import sys
import tempfile
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from certificate import write_certificates

USERNAME = "palier"


class Mailbox:
    """Answers by the recipient's name and keeps what it accepts."""

    def __init__(self, folder: Path, secured: bool):
        self.folder = folder
        self.secured = secured
        self.count = 0
        self.refused_once: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@", 1)[0]
        if local[3:8] == "-once" and address in self.refused_once:
            pass
        elif local.startswith("451"):
            self.refused_once.add(address)
            return "451 4.3.0 try again later"
        elif local.startswith("550"):
            self.refused_once.add(address)
            return "550 5.1.1 no such mailbox"
        elif local.startswith("hang"):
            await asyncio.Event().wait()
        elif local.startswith("drop"):
            server.transport.abort()
            return "421 4.4.2 connection dropped"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = f"{self.count:06}"
        about = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": self.secured,
            "login": session.auth_data.login.decode() if session.auth_data else None,
        }
        self.keep(f"{name}.json", json.dumps(about).encode())
        self.keep(f"{name}.eml", envelope.original_content)
        return f"250 2.0.0 kept as {name}"

    def keep(self, name: str, content: bytes):
        """Readers never see half a file; the envelope is there before its mail."""
        draft = self.folder / f".{name}"
        draft.write_bytes(content)
        draft.rename(self.folder / name)


def authenticator(password: str):
    def check(server, session, envelope, mechanism, data):
        ok = (
            isinstance(data, LoginPassword)
            and data.login == USERNAME.encode()
            and secrets.compare_digest(data.password, password.encode())
        )
        return AuthResult(success=ok, handled=False, auth_data=data if ok else None)

    return check


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where mails go; a new temporary folder by default")
    parser.add_argument("--tls", choices=["starttls", "implicit", "none"], default="starttls")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--until-eof", action="store_true", help="end when stdin is closed")
    return parser.parse_args()


async def parent_gone():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def serve(options):
    folder = (options.folder or Path(tempfile.mkdtemp(prefix="palier-mailbox-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    keys = tempfile.TemporaryDirectory(prefix="palier-mailbox-keys-")
    ca_file, chain, key = write_certificates(Path(keys.name))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    password = secrets.token_urlsafe(12)
    secured = options.tls != "none"
    mailbox = Mailbox(folder, secured)

    def connection():
        return SMTP(
            mailbox,
            hostname="mailbox.test",
            enable_SMTPUTF8=True,
            tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls",
            auth_required=secured,
            auth_require_tls=options.tls == "starttls",
            authenticator=authenticator(password),
        )

    wrapped = context if options.tls == "implicit" else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", options.port, ssl=wrapped)
    about = {
        "host": "127.0.0.1",
        "port": server.sockets[0].getsockname()[1],
        "security": {"starttls": "starttls", "implicit": "tls", "none": "none"}[options.tls],
        "username": USERNAME if secured else None,
        "password": password if secured else None,
        "ca_file": str(ca_file),
        "folder": str(folder),
        "pid": os.getpid(),
    }
    print(json.dumps(about), flush=True)
    end = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, end.set)
    # The loop holds tasks weakly: without the name this one would be collected.
    parent = asyncio.ensure_future(parent_gone() if options.until_eof else asyncio.Event().wait())
    parent.add_done_callback(lambda _: end.set())
    await end.wait()
    parent.cancel()
    server.close()
    keys.cleanup()


if __name__ == "__main__":
    # aiosmtpd warns of AUTH without STARTTLS, which is what implicit TLS looks like to it.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    asyncio.run(serve(arguments()))
