#!/usr/bin/env python3
"""Runs lines in a notebook of one's own: client.py SESSION LINE...

SESSION watch shows the session's process, and SESSION close ends the session. The gateway is localhost:10000, or $GATEWAY.
"""
import os
import sys

import grpc

TEXT = {"request_serializer": str.encode, "response_deserializer": bytes.decode}


def field(number, value):
    """A field of text in protobuf; for more than this, use the stubs of my_service.proto."""
    return bytes([number << 3 | 2, len(value)]) + value.encode()


def token(answer):
    """Field 1 of a LoginResponse: a tag, a length in two bytes, and the text."""
    length = answer[1] & 0x7f | answer[2] << 7
    return answer[3:3 + length].decode()


def log_in(channel, session):
    """The metadata of each call of that session."""
    login = channel.unary_unary("/my_service.MyServiceAPI/Login")
    answer = login(field(1, "TestUser") + field(2, "TestPassword") + field(3, session))
    return ("authorization", token(answer)), ("session-id", session)


def main(session, *lines):
    with grpc.insecure_channel(os.environ.get("GATEWAY", "localhost:10000")) as channel:
        try:
            who = log_in(channel, session)
            if lines == ("watch",):
                for state in channel.unary_stream("/notebook.Notebook/Watch", **TEXT)("", metadata=who):
                    print(state, flush=True)
            elif lines == ("close",):
                print(channel.unary_unary("/notebook.Notebook/Close", **TEXT)("", metadata=who))
            else:
                for line in lines:
                    print(channel.unary_unary("/notebook.Notebook/Run", **TEXT)(line, metadata=who), end="")
        except grpc.RpcError as error:
            sys.exit(f"{error.code().name}: {error.details()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
