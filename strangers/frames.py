"""The client side of HTTP/2 frame by frame (RFC 9113), on a blocking socket, so that a check can send what no library would."""
import dataclasses
import socket
import struct
import time
import urllib.parse

import hpack

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS = 1, 1, 4
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
PROTOCOL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM = 1, 7, 8, 11
MAX_CONCURRENT_STREAMS, INITIAL_WINDOW_SIZE = 3, 4


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


# Indexes in the static table (RFC 7541, appendix A): a bare Helidon server accepts these names in no other form.
PSEUDO = {":authority": 1, ":method": 2, ":path": 4, ":scheme": 6, ":status": 8}


def literal(fields):
    """A header block of literals, neither indexed nor Huffman-coded, so that it can carry any byte (RFC 7541, 6.2.2)."""
    block = b""
    for name, value in fields:
        block += (bytes([PSEUDO[name]]) if name in PSEUDO else b"\0" + text(name)) + text(value)
    return block


def text(value):
    value = value.encode("latin-1") if isinstance(value, str) else value
    if len(value) < 127:
        return bytes([len(value)]) + value
    rest, size = len(value) - 127, b"\x7f"
    while rest >= 128:
        size, rest = size + bytes([rest % 128 + 128]), rest // 128
    return size + bytes([rest]) + value


def grpc_fields(path, *more, authority="localhost"):
    return [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", authority),
            ("te", "trailers"), ("content-type", "application/grpc"), *more]


def message(payload, flag=0, length=None):
    """A gRPC message; `length` overrides the length in its prefix."""
    return struct.pack(">BI", flag, len(payload) if length is None else length) + payload


def settings(**values):
    """A SETTINGS payload: settings(x4=0) sets an initial window of 0."""
    return b"".join(struct.pack(">HI", int(key[1:]), value) for key, value in values.items())


@dataclasses.dataclass
class Answer:
    """What arrived on one stream."""
    fields: dict = dataclasses.field(default_factory=dict)
    data: bytes = b""
    ended: bool = False
    reset: int | None = None

    @property
    def over(self):
        return self.ended or self.reset is not None

    @property
    def code(self):
        """The gRPC status as a number; None if there is none."""
        return int(self.fields["grpc-status"]) if "grpc-status" in self.fields else None

    @property
    def told(self):
        return urllib.parse.unquote(self.fields.get("grpc-message", ""))

    def __str__(self):
        if self.reset is not None:
            return f"RST_STREAM {self.reset}"
        if not self.ended:
            return "no end" if self.fields else "no answer"
        if self.code is None:
            return f"HTTP {self.fields.get(':status')}"
        return f"{self.code} {self.told!r}"


class Connection:
    """One connection. Not thread-safe."""

    def __init__(self, address, setting=b"", source=None, credit=True):
        """`credit`: return flow-control credit for DATA at once."""
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), 10, (source, 0) if source else None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.credit, self.answers, self.goaway, self.closed = credit, {}, None, False
        self.decoder, self.input, self.next, self.settings = hpack.Decoder(), b"", 1, {}
        self.block = (0, b"")
        self.send(PREFACE + frame(SETTINGS, 0, 0, setting))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.settimeout(10)
            self.socket.sendall(data)
        except OSError:
            self.closed = True

    def call(self, fields, body=b"", end=True):
        """Opens a stream and returns its id. Sends only HEADERS if `body` is not given and `end` is false."""
        stream, self.next = self.next, self.next + 2
        self.answers[stream] = Answer()
        only = end and not body
        block, kind, flags = literal(fields), HEADERS, END_STREAM if only else 0
        while len(block) > 16384:
            self.send(frame(kind, flags, stream, block[:16384]))
            block, kind, flags = block[16384:], CONTINUATION, 0
        self.send(frame(kind, flags | END_HEADERS, stream, block))
        for start in range(0, len(body), 16384):
            last = start + 16384 >= len(body)
            self.send(frame(DATA, END_STREAM if end and last else 0, stream, body[start:start + 16384]))
        return stream

    def unary(self, path, payload, *more, timeout=3.0):
        """Makes a well-formed call and returns its answer."""
        stream = self.call(grpc_fields(path, *more), message(payload))
        return self.wait(stream, timeout)

    def wait(self, stream, timeout=3.0, until=lambda answer: answer.over):
        answer = self.answers[stream]
        self.pump(timeout, lambda: until(answer) or answer.over)
        return answer

    def pump(self, timeout, enough=lambda: False):
        """Reads until the condition holds, the time is up, or the peer has closed."""
        end = time.monotonic() + timeout
        while not self.closed and not enough():
            left = end - time.monotonic()
            if left <= 0:
                return
            self.socket.settimeout(left)
            try:
                read = self.socket.recv(65536)
            except TimeoutError:
                return
            except OSError:
                read = b""
            self.closed = self.closed or not read
            self.input += read
            self._frames()

    def _frames(self):
        while len(self.input) >= 9:
            size = int.from_bytes(self.input[:3], "big")
            if len(self.input) < 9 + size:
                return
            kind, flags, stream = struct.unpack(">BBI", self.input[3:9])
            payload, self.input = self.input[9:9 + size], self.input[9 + size:]
            self.on_frame(kind, flags, stream, payload)

    def on_frame(self, kind, flags, stream, payload):
        answer = self.answers.setdefault(stream, Answer()) if stream else None
        match kind:
            case 0:  # DATA
                answer.data += payload
                answer.ended = bool(flags & END_STREAM)
                if self.credit and payload:
                    credit = struct.pack(">I", len(payload))
                    self.send(frame(WINDOW_UPDATE, 0, 0, credit) + frame(WINDOW_UPDATE, 0, stream, credit))
            case 1 | 9:  # HEADERS, CONTINUATION
                self._headers(kind, flags, stream, payload)
            case 3:
                answer.reset = struct.unpack(">I", payload)[0]
            case 4 if not flags & ACK:
                self.settings.update(struct.iter_unpack(">HI", payload))
                self.send(frame(SETTINGS, ACK, 0))
            case 6 if not flags & ACK:
                self.send(frame(PING, ACK, 0, payload))
            case 7:
                self.goaway = struct.unpack(">II", payload[:8])

    def _headers(self, kind, flags, stream, payload):
        if kind == HEADERS:
            self.block = (flags & END_STREAM, b"")
        ends, block = self.block[0], self.block[1] + payload
        self.block = (ends, block)
        if flags & END_HEADERS:
            answer = self.answers[stream]
            answer.fields.update((str(name), str(value)) for name, value in self.decoder.decode(block))
            answer.ended = bool(ends)

    def end(self):
        """The state of the connection itself, for a report."""
        if self.goaway:
            return f"GOAWAY last={self.goaway[0]} error={self.goaway[1]}"
        return "closed" if self.closed else "alive"
