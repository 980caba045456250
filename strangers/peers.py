"""Slow or busy receivers, foreign clients at other components' ports, a draining gateway, users and tokens
(rows B9 to B13, D3, D13, D14)."""
import base64
import contextlib
import http.client
import signal
import struct
import time

import grpc

from client import API, STRANGER, Client, Process, System, field, said, strings
from frames import ENHANCE_YOUR_CALM, WINDOW_UPDATE, Connection, frame, grpc_fields, message, settings

ECHO = API + "MyServiceEcho"
# The order of the P-256 group, in which ES256 signs (FIPS 186-4, D.1.2.3).
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def check_credit(checks, system):
    """Row B9: each DATA frame is answered by two WINDOW_UPDATEs, never with more credit than the frame used."""
    with Connection(system.data, credit=False) as connection:
        stream = connection.call(grpc_fields("/open.Bench/Burst"), message(field(1, "b9 30000 10")))
        receive, frames = connection.on_frame, 0

        def twice(kind, flags, number, payload):
            nonlocal frames
            receive(kind, flags, number, payload)
            if kind == 0 and len(payload) > 1:
                frames += 1
                one, rest = struct.pack(">I", 1), struct.pack(">I", len(payload) - 1)
                connection.send(frame(WINDOW_UPDATE, 0, 0, one) + frame(WINDOW_UPDATE, 0, 0, rest)
                                + frame(WINDOW_UPDATE, 0, number, one) + frame(WINDOW_UPDATE, 0, number, rest))

        connection.on_frame = twice
        answer = connection.wait(stream, 30)
        checks.that("B9 two WINDOW_UPDATEs for each DATA", answer.code == 0, f"{answer} after {frames} DATA frames, connection {connection.end()}", "all of it")
    with Connection(system.data) as connection:
        stream = connection.call(grpc_fields("/open.Bench/Burst"), message(field(1, "b9 1 10")))
        connection.wait(stream)
        for _ in range(400):
            connection.send(frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 1)) * 200)
            connection.pump(0.001)
        connection.pump(1, lambda: connection.goaway)
        good = connection.goaway and connection.goaway[1] == ENHANCE_YOUR_CALM
        checks.that("B9 80,000 WINDOW_UPDATEs that no DATA earned", good, connection.end(), "GOAWAY ENHANCE_YOUR_CALM")


def check_untaken(checks, system):
    """Row B10: answers that a client does not read block neither its small calls nor other clients."""
    with Connection(system.data, settings(x4=1000), credit=False) as connection:
        connection.send(frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 1 << 30)))
        for _ in range(16):
            connection.call(grpc_fields("/open.Bench/Burst"), message(field(1, "b10 40 16384")))
        connection.pump(1)
        answer = connection.unary("/open.Bench/Work", field(1, "small 1"), timeout=5)
        checks.that("B10 a small call beside 16 untaken answers", answer.code == 0, f"{answer}, connection {connection.end()}", "served")
    told = said(lambda: Client(system.data).unary("/open.Bench/Work", field(1, "other 1")))
    checks.that("B10 another client meanwhile", isinstance(told, bytes), told, "served")


def check_core(checks, system):
    """Row B11: gRPC's C core at the control listener, and at an instance."""
    for attempt in range(2):
        channel = Client(system.control).channel
        call = channel.unary_unary("/monopod.control.v1.Registry/Heartbeat")
        told = said(lambda: call(b"", metadata=[("monopod-join", "wrong")], timeout=5))
        right = "UNAUTHENTICATED: join secret refused"
        checks.that(f"B11 the C core at the control listener, {attempt + 1}", told == right, told, right)
    client = Client(system.data, f"b11-{time.time_ns()}")
    pod = client.echo()
    for address in system.instances:
        direct = Client(address)
        direct.session, direct.token = client.session, client.token
        told = said(direct.echo)
        good = told == pod or "UNAUTHENTICATED" in told or "INTERNAL: Session conflict" in told or told.startswith("pod")
        checks.that("B11 the C core at an instance", good and "UNAVAILABLE" not in told, told, "served, or a session's answer")
    said(client.shutdown)


def check_owner(checks, system):
    """Row D3."""
    session = f"d3-{time.time_ns()}"
    alice = Client(system.data, session, "alice")
    pod = alice.echo()
    bob = Client(system.data, session, "bob")
    told = said(bob.echo)
    right = "PERMISSION_DENIED: session belongs to another user"
    checks.that("D3 another user's session by the gateway", told == right, told, right)
    for address in system.instances:
        direct = direct_call(address, bob)
        good = direct.code in (7, 13) or direct.code == 0 and pod_of(direct) != pod
        checks.that("D3 another user's session at an instance", good, direct, "refused where she is")
    alice.shutdown()


def direct_call(address, client):
    with Connection(address) as connection:
        return connection.unary(ECHO, field(1, "x"), *client.metadata)


def pod_of(answer):
    return strings(answer.data[5:]).get(3, b"").decode()


def check_first_at_instance(checks, system):
    """Row D3: the user whose direct call took the instance keeps the session; another user with the same session id is refused."""
    session = f"d3-direct-{time.time_ns()}"
    bob, alice = Client(system.data, session, "bob"), Client(system.data, session, "alice")
    first = next((answer for answer in (direct_call(address, bob) for address in system.instances) if answer.code == 0), None)
    if first is None:
        checks.that("D3 a direct call to a free instance", False, "no instance took it", "served")
        return
    told = said(alice.echo)
    checks.that("D3 another user calls by the gateway the session that took an instance directly", told != pod_of(first), told, "not his instance")
    said(bob.shutdown)


def check_spelling(checks, system):
    """Row D13: only one spelling of a token is accepted."""
    client = Client(system.data, f"d13-{time.time_ns()}")
    head, body, signature = client.token.split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    low = int.from_bytes(raw[32:], "big")
    other = base64.urlsafe_b64encode(raw[:32] + (P256 - low).to_bytes(32, "big")).rstrip(b"=").decode()
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bits = signature[:-1] + last[last.index(signature[-1]) ^ 1]
    tokens = {"s replaced by n-s": f"{head}.{body}.{other}", "padding": f"{client.token}==", "20,000 paddings": client.token + "=" * 20_000,
              "other spare bits": f"{head}.{body}.{bits}", "a line's end in it": f"{head}.{body}.%0a{signature}",
              "padding in the middle": f"{head}=.{body}.{signature}", "the standard alphabet": client.token.replace("-", "+").replace("_", "/"),
              "Bearer twice": "Bearer Bearer " + client.token, "a fourth part": client.token + ".", "no signature": f"{head}.{body}."}
    for what, token in tokens.items():
        if token == client.token:
            continue  # it has none of those letters
        with Connection(system.data) as connection:
            answer = connection.unary(ECHO, field(1, "x"), ("authorization", token), ("session-id", client.session))
            good = (answer.code, answer.told) == (16, "missing or invalid token")
            checks.that(f"D13 a token with {what}", good, f"{answer}", "16 'missing or invalid token'")
    said(client.shutdown)


def check_admin(checks, system):
    """Row D14: each invalid request to the admin listener is answered; below /api/v1 the answer names the error."""
    for method, path in (("HEAD", "/health/ready"), ("HEAD", "/api/v1/policy"), ("PUT", "/api/v1/policy"), ("POST", "/api/v1/sessions"),
                         ("DELETE", "/api/v1/instances"), ("GET", "/api/v1/nothing"), ("GET", "/nothing"), ("POST", "/metrics"),
                         ("BREW", "/api/v1/policy"), ("GET", "/" + "x" * 30_000), ("GET", "/api/v1/why/" + "s" * 300), ("GET", "/api/v1/why/%00")):
        connection = http.client.HTTPConnection(system.admin, timeout=5)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            body = answer.read()[:60]
            if method == "HEAD":
                good = answer.status in (200, 204, 401, 405)
            else:
                good = 400 <= answer.status < 500 and (b"error" in body or "/api/" not in path)
            seen = f"{answer.status} {body.decode()}"
        except (OSError, http.client.HTTPException) as error:
            good, seen = False, f"{type(error).__name__}: {error}"
        finally:
            connection.close()
        checks.that(f"D14 admin {method} {path[:30]}", good, seen, "an answer that says what is wrong")


def check_drain(checks, system):
    """Row B13: new calls get a pushback, and streams get a status before their connection closes."""
    client = Client(system.data, f"b13-{time.time_ns()}")
    stream = client.subscribe()
    next(stream)
    with Connection(system.data) as connection:
        connection.pump(1, lambda: connection.settings)
        held = connection.call(grpc_fields(API + "MyServiceSubscribe", *client.metadata), message(field(1, "s")))
        connection.wait(held, 3, lambda answer: answer.data)
        system.gateway.child.send_signal(signal.SIGTERM)
        connection.pump(2, lambda: connection.goaway)
        seen, good = late_call(system.data, client)
        checks.that("B13 a call to a gateway that is told to go", good, seen, "14 'service unavailable' with a pushback, served beside a GOAWAY, or no connection")
        answer = connection.wait(held, 20)
        checks.that("B13 a stream at the end of the drain time, by frames", answer.code == 14, f"{answer}, connection {connection.end()}", "14 in trailers")
    told = said(lambda: [None for _ in stream])
    checks.that("B13 a stream at the end of the drain time, by the C core", str(told) == "UNAVAILABLE: service unavailable", told, "UNAVAILABLE: service unavailable")
    with contextlib.suppress(Exception):
        system.gateway.child.wait(20)
    checks.that("B13 the gateway ends", system.gateway.child.poll() == 0, system.gateway.child.poll(), "exit code 0")


def late_call(address, client):
    try:
        with Connection(address) as connection:
            late = connection.unary(ECHO, field(1, "x"), *client.metadata)
            pushback = late.fields.get("grpc-retry-pushback-ms", "none")
            told = (late.code, late.told) == (14, "service unavailable") and pushback.isdigit() and int(pushback) >= 100
            # The client may not have seen the GOAWAY yet: what it sends before that is served (RFC 9113, section 6.8).
            good = told or late.code == 0 and connection.goaway is not None
            return f"{late}, pushback {pushback}, connection {connection.end()}", good
    except OSError as error:
        return str(error), True


def run(checks):
    parts = {"B9": check_credit, "B10": check_untaken, "B11": check_core, "D3": check_owner, "D3 ": check_first_at_instance,
             "D13": check_spelling, "D14": check_admin, "B13": check_drain}
    wanted = [check for row, check in parts.items() if checks.wants(row)]
    if not wanted:
        return
    with contextlib.closing(Stopping(STRANGER, "serve", "open.Bench")) as backend:
        config = {"drain-time": "3s",
                  "clusters": {"open": {"type": "static", "addresses": [backend.ready()["address"]]}, "myservice": {"type": "registered"}},
                  "routes": [{"prefix": API, "cluster": "myservice"},
                             {"prefix": "/open.Bench/", "cluster": "open", "auth": "none", "affinity": "none"}]}
        with System(config, instances=3, users=["alice", "bob"]) as system:
            for check in wanted:
                try:
                    check(checks, system)
                except grpc.RpcError as error:
                    checks.that(check.__name__, False, f"{error.code().name}: {error.details()}", "it runs to its end")


class Stopping(Process):
    """A process that is stopped at the end of its block."""

    def __init__(self, *command):
        super().__init__("backend", command)
        self.hear = lambda call: None

    def close(self):
        self.stop()
