#!/usr/bin/python3
"""The contract, seen by a client that nobody here wrote: Python's grpcio with stubs generated from the public proto.

Starts a system with `./monopod up`, asks it everything that the table of answers lists for a client, and stops it.
Prints a line per check and, last, "N passed, N failed"; exits 1 if one failed. Needs python3-grpcio and python3-grpc-tools.
"""
import base64
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

import grpc

ROOT = pathlib.Path(__file__).resolve().parent.parent
STAMP = str(time.time_ns())


def stubs():
    """Generates the stubs as any user would, into a folder that is gone when they are loaded."""
    proto = ROOT / "proto/src/main/proto"
    with tempfile.TemporaryDirectory(prefix="monopod-stubs-") as out:
        command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{proto}", "-I/usr/include",
                   f"--python_out={out}", f"--grpc_python_out={out}", str(proto / "my_service.proto")]
        subprocess.run(command, check=True)
        sys.path.insert(0, out)
        import my_service_pb2
        import my_service_pb2_grpc
        sys.path.remove(out)
    return my_service_pb2, my_service_pb2_grpc


class Checks:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def that(self, name, ok, seen=""):
        self.passed, self.failed = self.passed + bool(ok), self.failed + (not ok)
        print(("ok      " if ok else "NOT OK  ") + name + (f": {seen}" if not ok else ""), flush=True)

    def refused(self, name, call, code, message, reason=None, pushback=None):
        try:
            call()
            self.that(name, False, "it was answered OK")
        except grpc.RpcError as error:
            trailers = dict(error.trailing_metadata() or ())
            details = trailers.get("grpc-status-details-bin", b"")
            if isinstance(details, str):
                details = base64.b64decode(details + "==")
            seen = (error.code().name, error.details(), trailers.get("grpc-retry-pushback-ms"))
            told = re.fullmatch(message, error.details()) is not None
            because = reason is None or reason.encode() in details and b"monopod" in details
            pushed = pushback is None or pushback(int(trailers.get("grpc-retry-pushback-ms", "-99")))
            self.that(name, error.code().name == code and told and because and pushed, seen)


class Client:
    """One client with a connection of its own."""

    def __init__(self, pb, rpc, address, name):
        self.pb, self.session = pb, f"stock-{name}-{STAMP}"
        self.channel = grpc.insecure_channel(address, options=[("grpc.use_local_subchannel_pool", 1)])
        self.stub, self.token = rpc.MyServiceAPIStub(self.channel), None

    def login(self, user="TestUser", password="TestPassword", session=None):
        request = self.pb.LoginRequest(username=user, password=password,
                                       session_id=self.session if session is None else session)
        answer = self.stub.Login(request, timeout=10)
        self.token = answer.token
        return answer

    def metadata(self, **other):
        fields = {"authorization": self.token, "session_id": self.session, **other}
        return [(key.replace("_", "-"), value) for key, value in fields.items() if value is not None]

    def echo(self, value="hello", timeout=10, **other):
        return self.stub.MyServiceEcho(self.pb.EchoRequest(value=value), metadata=self.metadata(**other), timeout=timeout)

    def shutdown(self):
        return self.stub.MyServiceShutdown(self.pb.ShutdownRequest(), metadata=self.metadata(), timeout=10)


def check(pb, rpc, address, checks):
    clients = [Client(pb, rpc, address, f"client{i}") for i in range(1, 5)]
    logins = [client.login() for client in clients]
    checks.that("every Login succeeds, role admin", all(a.role == "admin" and a.token.count(".") == 2 for a in logins))
    checks.that("expires_at is in the future", all(a.expires_at.seconds > time.time() for a in logins))

    answers = [client.echo(f"value-{client.session}") for client in clients[:3]]
    checks.that("three clients, three pods", len({a.pod_name for a in answers}) == 3, answers)
    for client, a in zip(clients, answers):
        want = (f"value-{client.session}", "my_service", client.session, client.session, 0, "MyServiceEcho")
        seen = (a.client_value, a.server_value, a.server_session_id, a.client_session_id, a.index, a.server_method)
        checks.that("an echo bears every field", seen == want, seen)
    checks.refused("the fourth is refused", clients[3].echo, "RESOURCE_EXHAUSTED", "all instances are busy",
                   "ALL_INSTANCES_BUSY", lambda ms: 250 <= ms <= 30_000)
    checks.that("the session stays on its pod", clients[0].echo().pod_name == answers[0].pod_name)
    bearer = clients[0].echo(authorization="Bearer " + clients[0].token)
    checks.that("a token with the prefix Bearer is good", bearer.pod_name == answers[0].pod_name)

    stream = clients[1].stub.MyServiceSubscribe(pb.EchoRequest(value="s"), metadata=clients[1].metadata(), timeout=30)
    first = next(stream)
    checks.that("a stream begins with index 0 on the session's pod",
                (first.index, first.pod_name, first.server_method) == (0, answers[1].pod_name, "MyServiceSubscribe"), first)
    stream.cancel()

    never = lambda ms: ms == -1
    unauthenticated = ("UNAUTHENTICATED", "missing or invalid token")
    checks.refused("no session-id", lambda: clients[0].echo(session_id=None), "UNAUTHENTICATED", "missing session-id",
                   "MISSING_SESSION_ID", never)
    checks.refused("no token", lambda: clients[0].echo(authorization=None), *unauthenticated, "INVALID_TOKEN", never)
    checks.refused("a token that is none", lambda: clients[0].echo(authorization="nonsense"), *unauthenticated, "INVALID_TOKEN", never)
    forged = clients[0].token[:-4] + ("AAAA" if clients[0].token[-4:] != "AAAA" else "BBBB")
    checks.refused("a forged token", lambda: clients[0].echo(authorization=forged), *unauthenticated, "INVALID_TOKEN", never)
    checks.refused("another session's token", lambda: clients[0].echo(authorization=clients[1].token), *unauthenticated,
                   "SESSION_MISMATCH", never)

    other = Client(pb, rpc, address, "other")
    checks.refused("Login without username", lambda: other.login(user=""), "INVALID_ARGUMENT", "username is required")
    checks.refused("Login without session_id", lambda: other.login(session=""), "INVALID_ARGUMENT", "session_id is required")
    for user, password in (("TestUser", "wrong"), ("nobody", "TestPassword")):
        checks.refused("Login with a wrong user or password", lambda: other.login(user, password), "PERMISSION_DENIED",
                       "invalid username or password")
    checks.refused("a session id of 10,000 bytes", lambda: other.login(session="x" * 10_000), "INVALID_ARGUMENT", ".+")
    checks.refused("a session id with control characters", lambda: other.login(session="a\x01b\n"), "INVALID_ARGUMENT", ".+")
    unknown = clients[0].channel.unary_unary("/no.such.Service/Method")
    checks.refused("a method on no route", lambda: unknown(b"", timeout=10), "UNIMPLEMENTED", "method not routed")

    ended = clients[0].shutdown()
    checks.that("Shutdown answers from the session's pod",
                (ended.pod_name, ended.server_method) == (answers[0].pod_name, "MyServiceShutdown"), ended)
    checks.refused("Shutdown without a session", clients[0].shutdown, "PERMISSION_DENIED", "Server session is not set")
    late = clients[3].echo()
    checks.that("the freed instance goes to the next", late.pod_name == answers[0].pod_name, late)
    for client in clients[1:]:
        client.shutdown()


def ended(system):
    """Its exit code; that of a kill if it does not end by itself."""
    try:
        return system.wait(30)
    except subprocess.TimeoutExpired:
        system.kill()
        return system.wait()


def main():
    pb, rpc = stubs()
    # A shell has its background jobs ignore Ctrl-C, and so would their children.
    system = subprocess.Popen([ROOT / "monopod", "up", "--json", "--instances", "3", "--port", "0"],
                              stdout=subprocess.PIPE, text=True, cwd=ROOT,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    watchdog = threading.Timer(180, system.kill)
    watchdog.start()
    checks = Checks()
    try:
        ready = json.loads(system.stdout.readline())
        check(pb, rpc, ready["gateway"], checks)
    finally:
        watchdog.cancel()
        system.send_signal(signal.SIGINT)
        code = ended(system)
    checks.that("the system ends cleanly at Ctrl-C", code in (0, 130), code)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
