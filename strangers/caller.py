"""A client made with gRPC's C core, which knows nothing of Monopod; it does what go/call.go does.

    caller.py ADDRESS SECONDS NAME WORK-PATH STREAM-PATH [TOKEN SESSION]
"""
import collections
import itertools
import json
import random
import sys
import threading
import time

import grpc

address, seconds, name, work_path, stream_path, *credentials = sys.argv[1:]
metadata = list(zip(("authorization", "session-id"), credentials))
channel = grpc.insecure_channel(address, options=[("grpc.enable_retries", 0)])
work, stream = channel.unary_unary(work_path), channel.unary_stream(stream_path)
numbers = itertools.count(1)
end = time.monotonic() + int(seconds)
failed, lock = collections.Counter(), threading.Lock()
report = {"calls": 0, "failed": failed, "cancelled": 0, "stream": "alive", "messages": 0}


def request(millis):
    text = f"{name}-{next(numbers)} {millis}".encode()
    return b"\x0a" + bytes([len(text)]) + text


def said(error):
    return f"{error.code().name}: {error.details()}"


def call_once():
    try:
        work(request(400), metadata=metadata, timeout=20)
        told = None
    except grpc.RpcError as error:
        told = said(error)
    with lock:
        report["calls"] += 1
        if told:
            failed[told] += 1


def cancel_once():
    call = work.future(request(5), metadata=metadata)
    time.sleep(random.random() / 100)
    call.cancel()
    with lock:
        report["cancelled"] += 1


def on(step):
    while time.monotonic() < end:
        step()


def listen():
    call = stream(request(100), metadata=metadata)
    timer = threading.Timer(end - time.monotonic(), call.cancel)
    timer.start()
    try:
        for _ in call:
            report["messages"] += 1
        report["stream"] = "OK: it ended"
    except grpc.RpcError as error:
        if time.monotonic() < end - 0.01:
            report["stream"] = said(error)
    timer.cancel()


call_once()  # the session's first
threads = [threading.Thread(target=on, args=(step,)) for step in [call_once, cancel_once] * 3]
threads.append(threading.Thread(target=listen))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(report))
