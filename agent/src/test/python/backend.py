"""A gRPC server that has never heard of us, and that misbehaves if asked to. It counts in its own memory."""
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent import futures

mode = sys.argv[sys.argv.index("--mode") + 1] if "--mode" in sys.argv else "good"
port = sys.argv[sys.argv.index("--port") + 1] if "--port" in sys.argv else os.environ["PORT"]
print(f"begin mode={mode}", flush=True)

if mode == "dies":
    sys.exit("no such luck")
if mode == "dies-once":
    flag = sys.argv[-1]
    if not os.path.exists(flag):
        open(flag, "w").close()
        sys.exit("the first of us")
if mode == "mute":
    time.sleep(1000)
if mode == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mode == "forks":
    subprocess.Popen([sys.executable, "-c",
                      "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)"])
daemon = 0
if mode == "daemon":  # in a session of its own, with our output
    daemon = subprocess.Popen(["sleep", "1000"], start_new_session=True).pid
if mode == "floods":
    print("x" * 5_000_000, flush=True)
if mode == "elsewhere":
    port = str(int(port) + 20_000)

import grpc

count = 0
checks = 0


def state(context):
    return json.dumps({"count": count, "pid": os.getpid(), "instance": os.environ["MONOPOD_INSTANCE"],
                       "checks": checks, "daemon": daemon, "arguments": sys.argv[1:],
                       "secret": os.environ.get("MONOPOD_JOIN_SECRET", "none"),
                       "head": {k: v for k, v in context.invocation_metadata() if isinstance(v, str)}}).encode()


def add(request, context):
    global count
    count += 1
    context.set_trailing_metadata((("monopod-slot", "free"), ("mine", "kept")))
    return state(context)


def watch(request, context):
    while context.is_active():
        yield state(context)
        time.sleep(0.05)


def end(request, context):
    if request == b"refuse":
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "not saved")
    return state(context)


def leave(request, context):
    os._exit(int(request))


def flood(request, context):
    """Dies, and leaves something that writes to our output forever."""
    subprocess.Popen(["yes"], start_new_session=request == b"setsid")
    os._exit(1)


def say(request, context):
    """Returns only if somebody reads our output."""
    print("x" * 500_000, flush=True)
    return b""


def check(request, context):
    """grpc.health.v1: NOT_SERVING twice, then SERVING."""
    global checks
    checks += 1
    return bytes([8, 2 if checks < 3 else 1])


def shut(request, context):
    """Closes the port, and listens again after that many seconds."""
    threading.Thread(target=reopen, args=(float(request),)).start()
    return b""


def reopen(seconds):
    global server
    server.stop(0.1).wait()
    time.sleep(seconds)
    server = serve()


def serve():
    old = [("grpc.max_connection_age_ms", 200), ("grpc.max_connection_age_grace_ms", 5000)]
    server = grpc.server(futures.ThreadPoolExecutor(8), options=old if mode == "ages" else [])
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("test.Notebook", {
        "Add": grpc.unary_unary_rpc_method_handler(add),
        "Watch": grpc.unary_stream_rpc_method_handler(watch),
        "Close": grpc.unary_unary_rpc_method_handler(end),
        "Shut": grpc.unary_unary_rpc_method_handler(shut),
        "Flood": grpc.unary_unary_rpc_method_handler(flood),
        "Say": grpc.unary_unary_rpc_method_handler(say),
        "Leave": grpc.unary_unary_rpc_method_handler(leave)})])
    if mode == "warms-up":
        server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("grpc.health.v1.Health", {
            "Check": grpc.unary_unary_rpc_method_handler(check)})])
    if server.add_insecure_port(f"localhost:{port}") == 0:
        sys.exit("port is taken")
    server.start()
    return server


server = serve()
while True:
    time.sleep(1000)
