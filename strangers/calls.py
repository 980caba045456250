"""Calls that are cancelled beside calls that are not (rows B1, B2, B8): does one run twice, does a stream die?

Three foreign clients at once, each with one connection, against each backend in turn. Every call has an id of its own, and
the backends say which they ran.
"""
import collections
import json
import os
import sys

from client import API, HERE, STRANGER, TOOLS, Client, Process, System, Up, class_path, java

SECONDS = 12
CALLERS = {
    "python": [sys.executable, HERE / "caller.py"],
    "go": [STRANGER, "call"],
    "node": ["node", HERE / "node/call.js"],
}


def backends():
    """The backend to start for each static cluster."""
    jvm = [java() / "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", class_path()]
    return {
        "go": [STRANGER, "serve", "go.Bench"],
        "recycling": ["node", HERE / "node/backend.js"],
        "aging": [STRANGER, "serve", "aging.Bench", "1s"],
        "python": [sys.executable, HERE / "backend.py", "python.Bench"],
        "grpcjava": [*jvm, "GrpcJavaBackend", "grpcjava.Bench"],
        "helidon": [*jvm, "HelidonBackend", "helidon.Bench"],
    }


def row_of(backend):
    return {"myservice": "B2", "recycling": "B8", "aging": "B8"}.get(backend, "B1")


class Counted:
    """How often each call ran."""

    def __init__(self, *processes):
        self.runs = collections.Counter()
        for process in processes:
            process.hear = lambda call: self.runs.update([call])

    def __str__(self):
        twice = sum(count > 1 for count in self.runs.values())
        return f"{twice} of {len(self.runs)} ran more than once, the worst {max(self.runs.values(), default=0)} times"


def call(address, seconds, work, stream, clients):
    """The report of each foreign client."""
    stamp = os.urandom(3).hex()
    callers = {}
    for name, command in CALLERS.items():
        session = [clients[name].token, clients[name].session] if clients else []
        command = [*command, address, seconds, f"{name}-{stamp}", work, stream, *session]
        callers[name] = Process(f"caller-{name}", command, {"STRANGERS_NODE": str(TOOLS / "node")})
    try:
        return {name: json.loads(caller.line("{", seconds + 60)) for name, caller in callers.items()}
    finally:
        for caller in callers.values():
            caller.stop()


def verdict(checks, backend, reports, counted=None):
    row = row_of(backend)
    for client, report in reports.items():
        name = f"{row} {backend}, called by {client}:"
        seen = f"{report['stream']}, {report['messages']} messages"
        checks.that(f"{name} the stream", report["stream"] == "alive" and report["messages"] > 1, seen, "alive")
        failed = sum(report["failed"].values())
        seen = f"{failed} of {report['calls']} failed beside {report['cancelled']} cancelled ones {report['failed'] or ''}"
        checks.that(f"{name} calls", not failed and report["calls"] > 3, seen, "none failed")
    # Node puts the last stream into its GOAWAY before it handles pending input, so it may still run a later call.
    if counted is not None and backend != "recycling":
        ok = counted.runs and max(counted.runs.values()) == 1
        checks.that(f"{row} {backend}: each call's runs", ok, counted, "none ran twice")


def log_in(address):
    return {name: Client(address, f"calls-{name}-{os.urandom(4).hex()}") for name in CALLERS}


def on_static(checks, seconds):
    """Backends that do not know Monopod, each as a static cluster with one address."""
    running = {}
    try:
        for name, command in backends().items():
            if not checks.wants(row_of(name)):
                continue
            running[name] = Process(name, command)
        clusters = {name: {"type": "static", "addresses": [each.ready()["address"]]} for name, each in running.items()}
        if "helidon" in clusters:
            # Helidon closes a connection when one call is reset; with this setting that affects one call only.
            clusters["helidon"]["calls-per-connection"] = 1
        routes = [{"prefix": f"/{name}.Bench/", "cluster": name, "auth": "none", "affinity": "none",
                   "on-instance-loss": "fail"} for name in running]
        with System({"clusters": clusters, "routes": routes}, instances=0) as system:
            for name, backend in running.items():
                counted = Counted(backend)
                reports = call(system.data, seconds, f"/{name}.Bench/Work", f"/{name}.Bench/Ticks", None)
                verdict(checks, name, reports, counted)
    finally:
        for backend in running.values():
            backend.stop()


def on_instances(checks, seconds):
    """A counting service in registered instances, like myservice."""
    route = {"prefix": "/counted.Bench/", "cluster": "myservice", "on-instance-loss": "fail"}
    config = {"clusters": {"myservice": {"type": "registered"}}, "routes": [route]}
    with System(config, instances=3, main=["CountingInstance", "counted.Bench"]) as system:
        counted = Counted(*system.pods)
        reports = call(system.data, seconds, "/counted.Bench/Work", "/counted.Bench/Ticks", log_in(system.data))
        verdict(checks, "instance", reports, counted)


def on_myservice(checks, seconds):
    """The system as `./monopod up` starts it."""
    with Up("--instances", "3") as up:
        reports = call(up.data, seconds, API + "MyServiceEcho", API + "MyServiceSubscribe", log_in(up.data))
        verdict(checks, "myservice", reports)


def run(checks, minutes, _):
    seconds = round(minutes * 60) or SECONDS
    if checks.wants("B2"):
        on_myservice(checks, seconds)
    if checks.wants("B1"):
        on_instances(checks, seconds)
    if any(checks.wants(row_of(name)) for name in backends()):
        on_static(checks, seconds)
