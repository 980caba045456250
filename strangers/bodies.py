"""Malformed messages, metadata in base64, unknown methods, and messages too long for an instance (rows B4, B5, B6, B12)."""
import contextlib
import gzip
import time

import grpc

from client import API, Client, System, field, said, strings
from frames import Connection, grpc_fields, message

HEALTH = "/grpc.health.v1.Health/"
REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
INTERNAL, RESOURCE_EXHAUSTED, UNIMPLEMENTED = 13, 8, 12
PROMPT = 2.0
# Errors before the message is complete: any status text will do.
FRAMING = {"a prefix with flag 2", "4 bytes", "less than declared", "two messages", "no message", "compressed, no encoding named"}


def bad_bodies():
    """For each case its bytes, additional fields, and the accepted codes."""
    gzipped = ("grpc-encoding", "gzip")
    return {
        "invalid protobuf": (message(b"\x0a\xff"), [], {INTERNAL}),
        "a field of an impossible type": (message(b"\x0f\x01"), [], {INTERNAL}),
        "a varint without an end": (message(b"\x08" + b"\xff" * 12), [], {INTERNAL}),
        "invalid UTF-8": (message(b"\x0a\x01\xff"), [], {INTERNAL}),
        "gzip that is none": (message(b"abc", flag=1), [gzipped], {INTERNAL}),
        "gzip that breaks off": (message(gzip.compress(b"\x0a\x01a" * 99)[:20], flag=1), [gzipped], {INTERNAL}),
        "compressed, no encoding named": (message(b"abc", flag=1), [], {INTERNAL}),
        "compressed by what nobody knows": (message(b"abc", flag=1), [("grpc-encoding", "brr")], {INTERNAL, UNIMPLEMENTED}),
        "a prefix with flag 2": (message(b"", flag=2), [], {INTERNAL}),
        "4 bytes": (b"\0\0\0\0", [], {INTERNAL}),
        "less than declared": (message(b"abc", length=10), [], {INTERNAL}),
        "two messages": (message(b"") + message(b""), [], {INTERNAL, UNIMPLEMENTED, 3}),
        "no message": (b"", [], {INTERNAL, UNIMPLEMENTED, 3}),
    }


def check_bodies(checks, up, path, credentials):
    """Row B5."""
    method = path.rsplit("/", 1)[1]
    for what, (body, fields, codes) in bad_bodies().items():
        with Connection(up.data) as connection:
            began = time.monotonic()
            answer = connection.wait(connection.call(grpc_fields(path, *credentials, *fields), body), PROMPT)
            took = time.monotonic() - began
            text = answer.code != INTERNAL or answer.told == "malformed message" or what in FRAMING
            checks.that(f"B5 {method}: {what}", answer.code in codes and took < PROMPT and text, f"{answer} after {took:.1f} s",
                        f"{' or '.join(map(str, sorted(codes)))} 'malformed message' at once")


def check_large(checks, up, path, size):
    """A message over the limit of the gateway's own services: in full, as a declared length, and as a gzip bomb."""
    large, declared = message(b"\x0a" + b"\x00" * size), message(b"\x0a\x01", length=size)
    bomb = message(gzip.compress(b"\0" * size), flag=1)
    for what, body, end, fields in (("a large message", large, True, []), ("a large length declared", declared, False, []),
                                    ("a length of 4 GiB", message(b"", length=0xFFFFFFFF), False, []),
                                    ("a message that grows", bomb, True, [("grpc-encoding", "gzip")])):
        with Connection(up.data) as connection:
            answer = connection.wait(connection.call(grpc_fields(path, *fields), body, end), PROMPT)
            good = answer.code == RESOURCE_EXHAUSTED and answer.told
            checks.that(f"A1 {path.rsplit('/', 1)[1]}: {what}", good, f"{answer}, connection {connection.end()}", "8 with a text that names the limit, at once")


def check_binary(checks, up, client):
    """Row B4."""
    echo, hello = API + "MyServiceEcho", field(1, "x")
    for path, payload, credentials in ((echo, hello, client.metadata), (HEALTH + "Check", b"", [])):
        for value, served in (("YQ,Yg", True), ("YQ==", True), ("", True), ("YQ==,Yg==", True), ("!!!", False), ("YQ,!!!", False)):
            with Connection(up.data) as connection:
                answer = connection.unary(path, payload, *credentials, ("x-bin", value), timeout=PROMPT)
                good = answer.code == 0 if served else answer.over and (answer.code not in (0, 14) or answer.reset == 1)
                checks.that(f"B4 {path.rsplit('/', 1)[1]} with x-bin: {value}", good, f"{answer}", "served" if served else "an error, at once")


def check_unknown(checks, up):
    """Row B6: it opens no session, so three other sessions still get the three instances."""
    clients = [Client(up.data, f"b6-{i}") for i in range(4)]
    told = said(lambda: clients[0].unary("NoSuchMethod", b""))
    checks.that("B6 an unknown method of myservice", told == "UNIMPLEMENTED: unknown method", told, "UNIMPLEMENTED: unknown method")
    pods = [said(client.echo) for client in clients[1:]]
    checks.that("B6 it takes no instance", len(set(pods)) == 3 and not any(": " in pod for pod in pods), pods, "three pods for three others")
    for client in clients:
        said(client.shutdown)
    for path in (HEALTH + "Nope", REFLECTION + "Nope", "/monopod.control.v1.WaitingRoom/Nope"):
        told = said(lambda: clients[0].unary(path, b"", timeout=PROMPT))
        checks.that(f"B6 {path}", told == "UNIMPLEMENTED: unknown method", told, "UNIMPLEMENTED: unknown method")


def check_huge(checks):
    """Row B12: messages of 64 MiB, declared and sent, to instances with a heap that they would exceed. No process may end."""
    size, echo = 64 << 20, API + "MyServiceEcho"
    with System(instances=2) as system:
        client = Client(system.data, "b12")
        client.echo()
        for what, body, end in (("declared", message(b"\x0a\x01", length=size), False),
                                ("sent in part", message(b"\x0a" + b"\0" * (32 << 10), length=size), False),
                                ("a gzip bomb", message(gzip.compress(b"\0" * size), flag=1), True)):
            fields = grpc_fields(echo, *client.metadata, *([("grpc-encoding", "gzip")] if end else []))
            with contextlib.ExitStack() as stack:
                connections = [stack.enter_context(Connection(system.data)) for _ in range(20)]
                calls = [(connection, connection.call(fields, body, end)) for connection in connections]
                told = [str(connection.wait(stream, 10).code) for connection, stream in calls]
            alive = [pod.alive for pod in system.pods]
            served = said(client.echo)
            good = set(told) == {str(RESOURCE_EXHAUSTED)} and all(alive) and ": " not in served
            checks.that(f"B12 twenty messages of 64 MiB, {what}", good, f"codes {' '.join(sorted(set(told)))}, instances alive {alive}, then {served}",
                        "8 for each, both instances live, the session goes on")


def check_python(checks, up):
    """An ordinary client is still served, with gzip too."""
    client = Client(up.data, f"b5-{time.time_ns()}")
    call = client.channel.unary_unary(API + "MyServiceEcho")
    told = said(lambda: strings(call(field(1, "a" * 5000), metadata=client.metadata, timeout=5, compression=grpc.Compression.Gzip))[1][:1])
    checks.that("B5 gRPC's C core with gzip", told == b"a", told, "its own value")
    client.shutdown()


def run(checks, up):
    client = Client(up.data, "bodies")
    if checks.wants("B5"):
        check_python(checks, up)
        client.echo()
        for path, credentials in ((API + "Login", []), (HEALTH + "Check", []), (API + "MyServiceEcho", client.metadata)):
            check_bodies(checks, up, path, credentials)
    if checks.wants("A1"):
        for path in (API + "Login", HEALTH + "Check", HEALTH + "Watch", REFLECTION):
            check_large(checks, up, path, 1_000_000)
    if checks.wants("B4"):
        check_binary(checks, up, client)
    said(client.shutdown)
    if checks.wants("B6"):
        check_unknown(checks, up)
