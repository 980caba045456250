"""A backend made with gRPC's C core: SERVICE/Work and SERVICE/Ticks, as go/serve.go has them.

    backend.py SERVICE
"""
import concurrent.futures
import sys
import threading
import time

import grpc


def ran(request):
    call, millis = request[2:].decode().split()
    # One write, so that lines of several threads do not interleave.
    sys.stdout.write(f"RAN {call}\n")
    sys.stdout.flush()
    return int(millis) / 1000


def work(request, _):
    time.sleep(ran(request))
    return request


def ticks(request, context):
    pause, over = ran(request), threading.Event()
    context.add_callback(over.set)
    while True:
        yield request
        if over.wait(pause):
            return


server = grpc.server(concurrent.futures.ThreadPoolExecutor(64))
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(sys.argv[1], {
    "Work": grpc.unary_unary_rpc_method_handler(work),
    "Ticks": grpc.unary_stream_rpc_method_handler(ticks),
})])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(f"READY address=127.0.0.1:{port}", flush=True)
server.wait_for_termination()
