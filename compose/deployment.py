"""What the tests of the Compose files share: the docker command, waiting, and a load."""
import os
import pathlib
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
sys.dont_write_bytecode = True
import grpc

os.environ.update(COMPOSE_ANSI="never", COMPOSE_PROGRESS="plain")


def run(*command, **options):
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, **options)


def compose(*args, check=True):
    done = run("docker", "compose", *args)
    if check and done.returncode != 0:
        # The cause comes last, where a log that is cut still has it.
        sys.exit(f"{diagnosis()}\ndocker compose {' '.join(args)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def diagnosis():
    """The state and logs to look at first when something does not come up."""
    containers = run("docker", "compose", "ps", "-a", "-q").stdout.split()
    health = "{{.Name}} {{.State.Status}} restarts={{.RestartCount}} {{json .State.Health}}"
    return (run("docker", "compose", "logs", "--no-color", "--tail", "20").stdout
            + run("docker", "inspect", "-f", health, *containers).stdout)


def until(what, condition, timeout=30):
    """Waits for a condition and returns how long it took."""
    begin = time.monotonic()
    while True:
        seen = condition()
        took = time.monotonic() - begin
        if seen:
            return took
        if took > timeout:
            raise TimeoutError(f"{what}: not within {timeout} s")
        time.sleep(0.02)


def answers_again(client, timeout=20):
    """Retries until a call succeeds, and returns the pod that answered."""
    end = time.monotonic() + timeout
    while True:
        try:
            return client.echo(timeout=5).pod_name
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.UNAVAILABLE or time.monotonic() > end:
                raise
            time.sleep(0.1)


def comes_up(checks, within=15):
    begin = time.monotonic()
    compose("up", "--wait")
    took = time.monotonic() - begin
    checks.that(f"the system is healthy within {within} s", took < within, f"{took:.1f} s")
    return took


class Load:
    """A session that calls continuously and counts its failures: calls that failed, and those that another pod answered."""

    def __init__(self, client, pod):
        self.client, self.pod = client, pod
        self.calls, self.failures, self.over = 0, [], threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.over.is_set():
            try:
                pod = self.client.echo(timeout=5).pod_name
                self.calls += 1
                if pod != self.pod:
                    self.failures.append(f"moved to {pod}")
            except grpc.RpcError as error:
                self.failures.append(f"{error.code().name} {error.details()}")

    def stop(self):
        self.over.set()
        self.thread.join()


def nothing_is_left(checks):
    compose("--profile", "scenarios", "down", "--volumes", "--remove-orphans")
    label = f"label=com.docker.compose.project={os.environ['COMPOSE_PROJECT_NAME']}"
    left = [run("docker", kind, "ls", *everything, "-q", "--filter", label).stdout.split()
            for kind, everything in (("container", ["-a"]), ("volume", []), ("network", []))]
    checks.that("down leaves nothing", left == [[], [], []], left)
