"""Shared by all themes: the checks' results, the processes under test, and a client of the public contract on gRPC's C core."""
import contextlib
import json
import os
import pathlib
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # its failures are ours to report

import grpc  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TOOLS = HERE / ".tools"
STRANGER = str(TOOLS / "stranger")
STAMP = f"{time.time_ns():x}"
API = "/my_service.MyServiceAPI/"
USERS = {"TestUser": "TestPassword"}
# The hash of "stranger-password", the password of all users that checks create.
HASH = "$2a$12$illPm6sMiJcNKZGHQ4y1Z.eiH22.zk2VNvFNPq.bIPMpQYNeAAY.6"


class Checks:
    def __init__(self, only=""):
        self.only, self.passed, self.failed = only, 0, 0

    def wants(self, name):
        return name.startswith(self.only)

    def that(self, name, ok, seen, right):
        """One line, whether it passes or not."""
        self.passed, self.failed = self.passed + bool(ok), self.failed + (not ok)
        print(f"{'PASS' if ok else 'FAIL'}  {name}: {seen}  [right: {right}]", flush=True)


def java():
    homes = [os.environ.get("JAVA25_HOME"), os.environ.get("JAVA_HOME"), *pathlib.Path("/usr/lib/jvm").glob("*")]
    for home in filter(None, homes):
        release = pathlib.Path(home, "release")
        if release.is_file() and 'JAVA_VERSION="25' in release.read_text():
            return pathlib.Path(home, "bin")
    sys.exit("strangers: no Java 25: set JAVA25_HOME")


def class_path():
    """The class path of the compiled foreign Java backends and the build's jars."""
    out, sources = TOOLS / "classes", sorted((HERE / "java").glob("*.java"))
    jars = f"{ROOT}/myservice/target/monopod-myservice.jar:{ROOT}/myservice/target/lib/*:{ROOT}/gateway/target/lib/*"
    if not out.exists() or max(s.stat().st_mtime for s in sources) > out.stat().st_mtime:
        command = [java() / "javac", "-nowarn", "-proc:none", "-cp", jars, "-d", out, *sources]
        subprocess.run(command, check=True)
        os.utime(out)
    return f"{out}:{jars}"


class Process:
    """A child process, with its standard output line by line and its standard error in a file. Stopped by its own id."""

    def __init__(self, name, command, env=None, before=None):
        self.errors = tempfile.NamedTemporaryFile(prefix=f"strangers-{name}-", suffix=".log")
        self.lines, self.name, self.hear = queue.SimpleQueue(), name, None
        self.child = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=self.errors,
                                      stdin=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **(env or {})},
                                      preexec_fn=before)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.child.stdout:
            if self.hear is not None and line.startswith("RAN "):
                self.hear(line[4:].rstrip())
            else:
                self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def line(self, starts="", timeout=60):
        end = time.monotonic() + timeout
        while True:
            line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            if line is None:
                raise RuntimeError(f"{self.name} ended: {self.log()[-2000:]}")
            if line.startswith(starts):
                return line

    def ready(self, timeout=60):
        """The pairs of the line READY key=value ..."""
        return dict(pair.split("=", 1) for pair in self.line("READY ", timeout).split()[1:])

    def log(self):
        return pathlib.Path(self.errors.name).read_text(errors="replace")

    def log_bytes(self):
        return os.stat(self.errors.name).st_size

    @property
    def alive(self):
        return self.child.poll() is None

    def rss(self):
        """Resident memory in MiB; 0 after its end."""
        with contextlib.suppress(OSError, StopIteration):
            lines = pathlib.Path(f"/proc/{self.child.pid}/status").read_text().splitlines()
            return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) >> 10
        return 0

    def stop(self, how=signal.SIGTERM, timeout=15):
        if self.alive:
            self.child.send_signal(how)
            try:
                self.child.wait(timeout)
            except subprocess.TimeoutExpired:
                self.child.kill()
        code = self.child.wait()
        self.errors.close()
        return code


def instance(control, secret, name, main=None, memory="-Xmx128m"):
    """An instance of the cluster; `main` is a class of java/ with its arguments, or myservice if not given."""
    program = ["-cp", class_path(), *main] if main else ["-jar", ROOT / "myservice/target/monopod-myservice.jar"]
    command = [java() / "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", memory, *program, "--name", name,
               "--gateway", control, "--subscribe-interval", "500ms", "--exit-with-stdin"]
    return Process(name, command, {"MONOPOD_JOIN_SECRET": secret})


class System:
    """A gateway with its own configuration and instances; the named users all have the same password."""

    SECRET = "a-join-secret-of-strangers-" + STAMP

    def __init__(self, config=None, flags=("-Xmx200m",), before=None, instances=2, main=None, users=()):
        self.folder = tempfile.TemporaryDirectory(prefix="strangers-")
        self.processes = []
        config = dict(config or {})
        if users:
            USERS.update((user, "stranger-password") for user in users)
            file = pathlib.Path(self.folder.name, "users.yaml")
            file.write_text(json.dumps({"users": [{"name": user, "password-hash": HASH} for user in users]}))
            config["auth"] = {"users-file": str(file)}
        try:
            self._start(config, flags, before, instances, main)
        except BaseException:
            self.stop()
            raise

    def _start(self, config, flags, before, instances, main):
        free = {"host": "127.0.0.1", "port": 0}
        config = {"data": free, "control": free, "admin": free, "demo": True, "start-grace": "0s", **config}
        file = pathlib.Path(self.folder.name, "gateway.yaml")
        file.write_text(json.dumps(config))  # JSON is YAML
        jvm = [flag for flag in (ROOT / "deploy/image/gateway.jvm").read_text().split() if "MaxRAM" not in flag]
        self.gateway = Process("gateway", [java() / "java", *jvm, *flags, "-jar", ROOT / "gateway/target/monopod-gateway.jar",
                                           "--config", file, "--exit-with-stdin"], {"MONOPOD_JOIN_SECRET": self.SECRET}, before)
        self.processes.append(self.gateway)
        ready = self.gateway.ready()
        self.data, self.control, self.admin = ready["data"], ready["control"], ready["admin"]
        pods = [instance(self.control, self.SECRET, f"pod{i}", main) for i in range(instances)]
        self.processes += pods
        self.instances = [pod.ready()["address"] for pod in pods]
        self.pods = pods

    def stop(self):
        codes = [process.stop() for process in reversed(self.processes)]
        self.folder.cleanup()
        return codes

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Up:
    """The system that `./monopod up` starts."""

    def __init__(self, *flags):
        self.process = Process("up", [ROOT / "monopod", "up", "--json", "--port", "0", *flags],
                               before=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        ready = json.loads(self.process.line("{", 300))
        self.data, self.control = ready["gateway"], ready["control"]
        self.admin = ready["admin"].removeprefix("http://")
        self.instances = [each["address"] for each in ready["instances"]]

    def stop(self):
        return self.process.stop(signal.SIGINT, 30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def field(number, value):
    value = value.encode() if isinstance(value, str) else value
    size, rest = b"", len(value)
    while rest >= 128:
        size, rest = size + bytes([rest % 128 + 128]), rest // 128
    return bytes([number << 3 | 2]) + size + bytes([rest]) + value


def strings(data):
    """The length-delimited fields of a message, by number."""
    found, at = {}, 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte, at = data[at], at + 1
            value, shift = value | (byte & 127) << shift, shift + 7
            if byte < 128:
                return value

    while at < len(data):
        tag = varint()
        value = varint()
        if tag & 7 == 2:
            found[tag >> 3], at = data[at:at + value], at + value
    return found


def login_request(session, user="TestUser", password=None):
    return field(1, user) + field(2, USERS.get(user, "") if password is None else password) + field(3, session)


class Client:
    """A channel, with a session if it has logged in."""

    def __init__(self, address, session=None, user="TestUser"):
        self.channel = grpc.insecure_channel(
            address, [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_retries", 0)])
        self.session, self.token = session, None
        if session:
            self.token = strings(self.unary("Login", login_request(session, user)))[1].decode()

    @property
    def metadata(self):
        return [("authorization", self.token), ("session-id", self.session)] if self.token else []

    def unary(self, method, request, timeout=10, metadata=()):
        path = method if method.startswith("/") else API + method
        return self.channel.unary_unary(path)(request, metadata=[*self.metadata, *metadata], timeout=timeout)

    def echo(self, value="hello", timeout=10, metadata=()):
        """The pod that answered."""
        return strings(self.unary("MyServiceEcho", field(1, value), timeout, metadata))[3].decode()

    def subscribe(self, timeout=60):
        return self.channel.unary_stream(API + "MyServiceSubscribe")(field(1, "s"), metadata=self.metadata, timeout=timeout)

    def shutdown(self):
        self.unary("MyServiceShutdown", b"")


def said(call):
    """`CODE: text` of a failed call, or the result."""
    try:
        return call()
    except grpc.RpcError as error:
        return f"{error.code().name}: {error.details()}"


def http(address, path, method="GET", headers=None):
    """The status and body of the response."""
    request = urllib.request.Request(f"http://{address}{path}", method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError as error:
        return 0, str(error).encode()
