"""Floods by clients without a token (rows A) while a client with a session calls: does the gateway survive and serve that client?"""
import contextlib
import itertools
import os
import pathlib
import resource
import sys
import threading
import time

import grpc

from attacks import ALL, STARVING
from client import HERE, STRANGER, Client, Process, System, http, said
from frames import Connection

LIMIT = 512 << 20
RATE = 50
NEWCOMERS = [f"newcomer{i}" for i in range(300)]


class Memory:
    """A memory limit like a container's: a cgroup (version 1 or 2), if this process may create one."""

    def __init__(self):
        self.path = None
        for root, limit in ((("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")):
            path = pathlib.Path(root, f"strangers-{os.getpid()}")
            with contextlib.suppress(OSError):
                path.mkdir()
                try:
                    (path / limit).write_text(str(LIMIT))
                    self.path = path
                    return
                except OSError:
                    path.rmdir()

    @property
    def words(self):
        return "in a cgroup of 512 MiB" if self.path else "with -Xmx200m: no memory cgroup can be made here"

    @property
    def flags(self):
        """The image's flags; the JVM sizes its heap from the cgroup's limit."""
        return ("-XX:MaxRAMPercentage=60",) if self.path else ("-Xmx200m",)

    def enter(self):
        if self.path:
            (self.path / "cgroup.procs").write_text(str(os.getpid()))

    def close(self):
        if self.path:
            with contextlib.suppress(OSError):
                self.path.rmdir()


class Tried:
    """The times and outcomes of attempts."""

    def __init__(self):
        self.took, self.failed, self.running = [], [], None

    def p99(self, start, end):
        """The 99th percentile in milliseconds, of attempts that began in that time."""
        took = sorted(took for began, took in self.took if start <= began < end)
        return 1000 * took[len(took) * 99 // 100] if took else 0

    def longest(self, start):
        still = time.monotonic() - self.running if self.running else 0
        return max([took for began, took in self.took if began >= start] + [still])

    def failures(self, start):
        """The number of failures, and one of them."""
        found = [what for began, what in self.failed if began >= start]
        return f"{len(found)} failed" + (f" ({found[0]})" if found else "")


class Steady:
    """The client that must not be disturbed: fifty Echo calls a second in its own session. Besides, every half second a new client
    logs in on its own connection. A login may be refused during a flood, because it shows no token."""

    def __init__(self, address):
        self.address, self.client = address, Client(address, f"good-{time.time_ns()}")
        self.client.echo()
        self.newcomers = itertools.cycle(NEWCOMERS)
        self.calls, self.logins, self.over = Tried(), Tried(), threading.Event()
        self.threads = [threading.Thread(target=self._on, args=(1 / RATE, self.client.echo, self.calls)),
                        threading.Thread(target=self._on, args=(0.5, self._login, self.logins))]
        for thread in self.threads:
            thread.start()

    def _login(self):
        Client(self.address, f"login-{time.time_ns()}", next(self.newcomers)).channel.close()

    def _on(self, pause, step, into):
        due = time.monotonic()
        while not self.over.is_set():
            start = into.running = time.monotonic()
            try:
                step()
            except grpc.RpcError as error:
                into.failed.append((start, f"{error.code().name}: {error.details()[:60]}"))
            into.took.append((start, time.monotonic() - start))
            into.running = None
            due = max(due + pause, time.monotonic())
            self.over.wait(due - time.monotonic())

    def close(self):
        self.over.set()
        for thread in self.threads:
            thread.join()
        self.client.channel.close()


class Flooded:
    """A gateway under test, and the steady client that calls it; beside them another gateway that nobody attacks, with such a client.
    Attacks take processor time from all of them, so what the attacked one owes its client is measured against the other."""

    def __init__(self, memory, descriptors=None):
        def before():
            memory.enter()
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.backend = Process("go", [STRANGER, "serve", "open.Bench"])
        self.backend.hear = lambda call: None
        try:
            route = {"auth": "none", "affinity": "none", "cluster": "open", "prefix": "/open.Bench/"}
            mine = {"prefix": "/my_service.MyServiceAPI/", "cluster": "myservice"}
            clusters = {"open": {"type": "static", "addresses": [self.backend.ready()["address"]]},
                        "myservice": {"type": "registered"}}
            self.system = System({"clusters": clusters, "routes": [mine, route]}, memory.flags, before,
                                 users=NEWCOMERS)
            self.spared = System({"clusters": clusters, "routes": [mine, route]}, users=NEWCOMERS)
            self.steady, self.beside = Steady(self.system.data), Steady(self.spared.data)
        except BaseException:
            self.backend.stop()
            raise
        time.sleep(2)  # what its client sees while nothing is wrong

    def under(self, names, seconds):
        """Runs these attacks at once, restarts those that end early, and returns their output, the peak memory and the bytes of log."""
        gateway, began, peak, told = self.system.gateway, time.monotonic(), 0, {}
        log, running = gateway.log_bytes(), {name: self._attack(name, seconds) for name in names}
        while running and time.monotonic() < began + seconds + 15:
            peak = max(peak, gateway.rss())
            time.sleep(0.1)
            for name, attack in list(running.items()):
                if not attack.alive:
                    told[name] = attack.line() if attack.lines.qsize() > 1 else attack.log()[-300:]
                    attack.stop()
                    left = began + seconds - time.monotonic()
                    running.pop(name)
                    if left > 15 and gateway.alive:
                        running[name] = self._attack(name, left)
        for attack in running.values():
            attack.stop()
        return began, told, peak, (gateway.log_bytes() - log) / (time.monotonic() - began)

    def _attack(self, name, seconds):
        system = self.system
        return Process(name, [sys.executable, HERE / "attacks.py", name, system.data, system.control, system.admin, seconds])

    def listeners(self):
        """What is wrong with them, in words; empty if nothing is."""
        wrong = []
        for name, address in (("data", self.system.data), ("control", self.system.control)):
            try:
                with Connection(address) as connection:
                    connection.pump(3, lambda: connection.settings or connection.goaway)
                    if not connection.settings or connection.goaway:
                        wrong.append(f"{name}: {connection.end() if connection.goaway or connection.closed else 'silent for 3 s'}")
            except OSError as error:
                wrong.append(f"{name}: {error}")
        if (status := http(self.system.admin, "/health/ready")[0]) not in (200, 204):
            wrong.append(f"admin: {status}")
        told = said(lambda: Client(self.system.data, f"after-{time.time_ns()}").token)
        return wrong + ([f"login: {told}"] if told.count(".") != 2 else [])

    def close(self):
        self.steady.close()
        self.beside.close()
        self.system.stop()
        self.spared.stop()
        self.backend.stop()


# Further conditions: on the attack's output, the log's bytes per second, and other clients' logins.
MORE = {
    "a4": ("at most 4096 untaken calls are open", lambda said, log, logins: int(said.split()[0].removeprefix("open=")) <= 4096),
    "a6": ("silent connections are closed after 10 s", lambda said, log, logins: said.split()[0] == said.split()[2] != "0"),
    "a8": ("others log in within 2 s", lambda said, log, logins: logins[0] == "0" and float(logins.split()[-2]) < 2),
    "a9": ("at most 4 KiB of log a second", lambda said, log, logins: log < 4096),
}


def verdict(checks, name, flooded, names, seconds):
    start = time.monotonic()
    began, told, peak, log = flooded.under(names, seconds)
    calls, end = flooded.steady.calls, time.monotonic()
    logins = f"{flooded.steady.logins.failures(start)}, longest {flooded.steady.logins.longest(start):.1f} s"
    wrong = flooded.listeners()
    if not (alive := flooded.system.gateway.alive):
        wrong = [f"process ended with {flooded.system.gateway.child.poll()}"]
    failed = calls.failures(start)
    before, during, beside = calls.p99(start - 2, start), calls.p99(began, end), flooded.beside.calls.p99(began, end)
    if during > 2 * max(before, beside):
        wrong.append("p99 more than twice")
    seen = (f"peak {peak} MiB, calls: {failed}, p99 {before:.1f} -> {during:.1f} ms, beside it {beside:.1f} ms; new logins: {logins}; "
            f"log {log:.0f} B/s; {'; '.join(wrong) or 'listeners serve'}; {' / '.join(told.values())}")
    checks.that(f"{name} while a client calls", alive and failed[0] == "0" and not wrong, seen, "lives, serves her and its listeners; p99 at most twice what it was, or what it is at a gateway that nobody attacks")
    for row, (right, good) in MORE.items():
        mine = [what for attack, what in told.items() if attack.startswith(row)]
        if mine and name != "A mixed":
            checks.that(f"{name} {right}", alive and all(good(what, log, logins) for what in mine), f"{' / '.join(mine)}; logins {logins}, log {log:.0f} B/s", right)


def check_log(checks, log):
    """After wrong logins: the log names the peer, but not the unknown user names that were typed."""
    typed = [line for line in log.splitlines() if "nobody" in line or "root" in line]
    seen = f"peer {'named' if '127.0.0.66' in log else 'not named'}, {len(typed)} lines with such a name{': ' + typed[0][:120] if typed else ''}"
    checks.that("A8 the log of wrong logins", "127.0.0.66" in log and not typed, seen, "it names the peer, and no name that nobody has")


def rows():
    """The attacks by row."""
    found = {}
    for attack in ALL:
        found.setdefault(attack[:2].upper(), []).append(attack)
    return found


def run(checks, minutes, mixed):
    memory = Memory()
    print(f"flood: a gateway {memory.words}", flush=True)
    wanted = {row: attacks for row, attacks in rows().items() if checks.wants(row)}
    part = minutes * 60 / (2 if mixed else 1) / max(1, len(wanted)) if minutes else 8
    flooded = None
    try:
        for row, attacks in wanted.items():
            flooded = flooded or Flooded(memory)
            failed = checks.failed
            # A TLS handshake may take ten seconds.
            verdict(checks, row, flooded, attacks, max(part, 14 if row == "A6" else 0))
            if row == "A8":
                check_log(checks, flooded.system.gateway.log())
            if checks.failed > failed:
                flooded.close()
                flooded = None
        if mixed:
            flooded = flooded or Flooded(memory)
            verdict(checks, "A mixed", flooded, ALL, minutes * 30 or 20)
        if checks.wants("A5"):
            if flooded:
                flooded.close()
            flooded = Flooded(memory, descriptors=1200)
            verdict(checks, "A5", flooded, STARVING, minutes * 6 or 8)
    finally:
        if flooded:
            flooded.close()
        memory.close()
