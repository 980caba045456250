"""A gRPC server that has never heard of us, and that misbehaves if asked to. It counts in its own memory."""
import json
import os
import signal
import subprocess
import sys
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
if mode == "floods":
    print("x" * 5_000_000, flush=True)
if mode == "elsewhere":
    port = str(int(port) + 20_000)

import grpc

count = 0


def state(context):
    return json.dumps({"count": count, "pid": os.getpid(), "instance": os.environ["MONOPOD_INSTANCE"],
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


server = grpc.server(futures.ThreadPoolExecutor(8))
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("test.Notebook", {
    "Add": grpc.unary_unary_rpc_method_handler(add),
    "Watch": grpc.unary_stream_rpc_method_handler(watch),
    "Close": grpc.unary_unary_rpc_method_handler(end),
    "Leave": grpc.unary_unary_rpc_method_handler(leave)})])
if server.add_insecure_port(f"localhost:{port}") == 0:
    sys.exit("port is taken")
server.start()
server.wait_for_termination()
