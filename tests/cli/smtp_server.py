#!/usr/bin/python3
"""A mail server on loopback for test_mail.sh: keeps what arrives, answers as it is told.

    smtp_server.py FOLDER [--smtps|--starttls] [--cert FILE --key FILE] [--user U --password P]
                          [--most BYTES] [--answer STEP=REPLY[;REPLY...]]...

STEP is mail, data, or a recipient's address; its replies are given one after the other, the last one
again and again, and "ok" takes it. FOLDER/port holds the port once the server listens;
FOLDER/N.eml and FOLDER/N.to each message with its recipients; FOLDER/talk one line a command.
"""
import argparse
import os
import socket
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--smtps", action="store_true")
options.add_argument("--starttls", action="store_true")
options.add_argument("--cert")
options.add_argument("--key")
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--most", type=int, default=1 << 26)
options.add_argument("--answer", action="append", default=[])
o = options.parse_args()
answers = {step: replies.split(";") for step, replies in (a.split("=", 1) for a in o.answer)}
count = 0


def told(step):
    with open(f"{o.folder}/talk", "a") as talk:
        talk.write(step + "\n")
    replies = answers.get(step, ["ok"])
    reply = replies.pop(0) if len(replies) > 1 else replies[0]
    return None if reply == "ok" else reply


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        reply = told("mail")
        if reply:
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        reply = told(address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        reply = told("data")
        if reply:
            return reply
        count += 1
        with open(f"{o.folder}/{count}.to", "w") as to:
            to.write("".join(f"{r}\n" for r in [envelope.mail_from, *envelope.rcpt_tos]))
        with open(f"{o.folder}/{count}.eml", "wb") as eml:
            eml.write(envelope.original_content)
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    right = data.login == o.user.encode() and data.password == o.password.encode()
    return AuthResult(success=right, handled=right)


tls = None
if o.cert:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(o.cert, o.key)


class Here(Controller):
    def factory(self):
        login = {"authenticator": check, "auth_required": True, "auth_require_tls": False} if o.user else {}
        return SMTP(self.handler, data_size_limit=o.most, enable_SMTPUTF8=False, hostname="localhost",
                    tls_context=tls if o.starttls else None, **login)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
Here(Handler(), hostname="127.0.0.1", port=port, ssl_context=tls if o.smtps else None).start()
with open(f"{o.folder}/port.new", "w") as file:
    file.write(str(port))
os.rename(f"{o.folder}/port.new", f"{o.folder}/port")
for _ in range(240):
    time.sleep(0.5)
    if os.getppid() == 1 or not os.path.isdir(o.folder):
        sys.exit()
