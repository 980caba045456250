#!/usr/bin/env python3
"""A notebook: a gRPC server that runs lines of Python, with one set of variables in its own memory.

It has never heard of sessions. Its messages are plain text, so that it needs no generated code; a real one has a .proto.
"""
import argparse
import contextlib
import io
import os
import time
from concurrent import futures

import grpc

variables = {}
lines = []


def run(line, context):
    """Runs a line, and answers what it prints."""
    lines.append(line)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(line, variables)
    except Exception as error:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"{type(error).__name__}: {error}")
    return printed.getvalue()


def watch(_, context):
    """Answers the number of lines that have run, once a second."""
    while context.is_active():
        yield f"{len(lines)} lines in process {os.getpid()}"
        time.sleep(1)


def close(_, context):
    return f"goodbye after {len(lines)} lines"


text = {"request_deserializer": bytes.decode, "response_serializer": str.encode}
parser = argparse.ArgumentParser()
parser.add_argument("--port", default=os.environ.get("PORT", "50051"))
server = grpc.server(futures.ThreadPoolExecutor(8))
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("notebook.Notebook", {
    "Run": grpc.unary_unary_rpc_method_handler(run, **text),
    "Watch": grpc.unary_stream_rpc_method_handler(watch, **text),
    "Close": grpc.unary_unary_rpc_method_handler(close, **text)})])
server.add_insecure_port(f"localhost:{parser.parse_args().port}")
server.start()
server.wait_for_termination()
