"""Heads, messages and tokens that are odd, wrong or hostile (rows B3 to B7, B9 to B13, D), and what the caller hears.

The right codes and texts are those of the contract (its table stands in proto/src/main/proto/my_service.proto).
"""
import bodies
import peers
from client import API, Client, Up, field, said
from frames import PROTOCOL_ERROR, Connection, grpc_fields, message

HELLO = message(field(1, "hello"))
UNIMPLEMENTED, UNAUTHENTICATED, INVALID_ARGUMENT = 12, 16, 3
HEALTH = "/grpc.health.v1.Health/"


def without(fields, name):
    return [pair for pair in fields if pair[0] != name]


def odd_heads(fields):
    """Row B3, and heads like those: what they are called, and whether they may be served (a rule that RFC 9113 leaves open, or a field that can be normalised)."""
    path = dict(fields)[":path"]
    more = lambda *pairs: [*fields, *pairs]
    return {
        "a value that begins with a space": (more(("note", " a")), True),
        "a value that begins with a tab": (more(("note", "\ta")), True),
        "a value that ends with a space": (more(("note", "a ")), True),
        "a value with 0x01": (more(("note", "a\x01b")), True),
        "a value with 0x7f": (more(("note", "a\x7fb")), True),
        "a value with CR LF": (more(("note", "a\r\nx: y")), False),
        "a value with NUL": (more(("note", "a\0b")), False),
        "a name x@y": (more(("x@y", "1")), True),
        "a name with a space": (more(("x y", "1")), False),
        "a name with a capital": (more(("Xy", "1")), False),
        "an empty name": (more(("", "1")), False),
        "a name with a colon": (more(("x:y", "1")), False),
        "content-length twice, different": (more(("content-length", "12"), ("content-length", "13")), False),
        "content-length twice, the same": (more(("content-length", "12"), ("content-length", "12")), True),
        "content-length that is none": (more(("content-length", "+12")), False),
        "connection: close": (more(("connection", "close")), False),
        "transfer-encoding: chunked": (more(("transfer-encoding", "chunked")), False),
        "te: gzip": (more(("te", "gzip")), False),
        "te twice": (more(("te", "trailers")), True),
        "no :authority": (without(fields, ":authority"), True),
        ":authority twice": ([(":authority", "other"), *fields], False),
        "an empty :authority": ([(":authority", ""), *without(fields, ":authority")], True),
        ":authority with a user": ([(":authority", "a@localhost"), *without(fields, ":authority")], True),
        "two host": (more(("host", "localhost"), ("host", "localhost")), True),
        "a host that differs": (more(("host", "other")), True),
        "host and no :authority": ([*without(fields, ":authority"), ("host", "localhost")], True),
        "a pseudo-header after a field": ([*without(fields, ":scheme"), (":scheme", "http")], False),
        ":status in a request": ([(":status", "200"), *fields], False),
        "an unknown pseudo-header": ([(":what", "1"), *fields], False),
        "a :path with %": ([(":path", path + "%"), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path with {": ([(":path", path + "{"), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path with [": ([(":path", path + "["), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path with a space": ([(":path", path + " a"), *without(fields, ":path")], UNIMPLEMENTED),
        "an empty :path": ([(":path", ""), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path *": ([(":path", "*"), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path with a control character": ([(":path", path + "\x01"), *without(fields, ":path")], UNIMPLEMENTED),
        "a :path beyond ASCII": ([(":path", path + "\xe9"), *without(fields, ":path")], UNIMPLEMENTED),
        "a :scheme of nothing": ([(":scheme", ""), *without(fields, ":scheme")], True),
        "a :method GET": ([(":method", "GET"), *without(fields, ":method")], True),
        "a :method HEAD": ([(":method", "HEAD"), *without(fields, ":method")], True),
        "content-type text/plain": ([*without(fields, "content-type"), ("content-type", "text/plain")], True),
    }


def ordered(fields):
    """Puts pseudo-header fields first, unless the order is what is tested."""
    return sorted(fields, key=lambda pair: not pair[0].startswith(":"))


def check_heads(checks, data, row, path, credentials, body, watch, watch_body):
    """Sends each odd header block on a connection with a stream; that stream and the next call must not be affected."""
    for what, (fields, may) in odd_heads(grpc_fields(path, *credentials)).items():
        if what != "a pseudo-header after a field":
            fields = ordered(fields)
        with Connection(data) as connection:
            stream = connection.call(grpc_fields(watch, *credentials), watch_body)
            connection.wait(stream, 3, lambda answer: answer.data)
            odd = connection.wait(connection.call(fields, body), 3)
            after = connection.unary(path, body[5:], *credentials)
            status = int(odd.fields.get(":status", "0"))
            refused = odd.reset == PROTOCOL_ERROR or 400 <= status < 500 or odd.ended and odd.code not in (None, 0, 2, 14)
            good = refused or (may is True and odd.ended and odd.code == 0)
            if may == UNIMPLEMENTED:
                good = odd.reset == PROTOCOL_ERROR or status == 400 or odd.code == UNIMPLEMENTED
            others = not connection.answers[stream].over and after.code == 0
            other = connection.answers[stream] if connection.answers[stream].over else "lives"
            seen = f"{odd}; then the other stream {other}, the next call {after}, connection {connection.end()}"
            checks.that(f"{row} {path.rsplit('/', 1)[1]} with {what}", good and others, seen,
                        ("served or refused" if may is True else "refused") + " alone")


PATHS = ["//my_service.MyServiceAPI/MyServiceEcho", "/a.Info/../my_service.MyServiceAPI/MyServiceEcho",
         "/./my_service.MyServiceAPI/MyServiceEcho", "/my_service.MyServiceAPI/./MyServiceEcho", "/my_service.MyServiceAPI//MyServiceEcho",
         "/my_service.MyServiceAPI/x/../MyServiceEcho", "/my%5Fservice.MyServiceAPI/MyServiceEcho",
         "/my_service.MyServiceAPI/%4DyServiceEcho", "/my_service.MyServiceAPI%2FMyServiceEcho", "/my_service.MyServiceAPI/MyServiceEcho;x",
         "/my_service.MyServiceAPI/MyServiceEcho?x", "/my_service.MyServiceAPI/MyServiceEcho#x", "/my_service.MyServiceAPI/MyServiceEcho/",
         "/my_service.MyServiceAPI/", "/my_service.MyServiceAPI", "/", "my_service.MyServiceAPI/MyServiceEcho",
         "http://localhost/my_service.MyServiceAPI/MyServiceEcho", "/my_service.MyServiceAPI/../monopod.control.v1.Registry/Heartbeat",
         "/grpc.health.v1.Health/../monopod.control.v1.Registry/Heartbeat", "/monopod.control.v1.Registry/Heartbeat", "/MY_SERVICE.MyServiceAPI/MyServiceEcho",
         "/my_service.MyServiceAPI\\MyServiceEcho", "/grpc.health.v1.Health/../my_service.MyServiceAPI/MyServiceEcho"]


def check_paths(checks, data, client):
    """Row D1: only /package.Service/Method is a valid path."""
    for path in PATHS:
        with Connection(data) as connection:
            answer = connection.unary(path, b"", *client.metadata)
            good = answer.code == UNIMPLEMENTED and answer.told in ("method not routed", "unknown method")
            checks.that(f"D1 path {path}", good, f"{answer}, connection {connection.end()}", "12 'method not routed'")
    with Connection(data) as connection:
        answer = connection.unary("/a." + "x" * 30_000 + "/M", b"")
        good = answer.code in (8, UNIMPLEMENTED) or answer.fields.get(":status") in ("414", "431")
        checks.that("D14 a path of 30 kB", good, f"{answer}, connection {connection.end()}", "an answer: not routed, or too long")


def check_credentials(checks, data, client):
    """Rows D12, D14: repeated fields, and session ids at their limits."""
    token, session = client.metadata
    echo = API + "MyServiceEcho"
    twice = {"authorization twice": [token, token, session], "authorization twice, the second false": [token, ("authorization", "x"), session],
             "authorization twice, the first false": [("authorization", "x"), token, session], "session-id twice": [token, session, session],
             "session-id twice, the second another": [token, session, ("session-id", "other")],
             "session-id with a comma": [token, ("session-id", f"{session[1]},{session[1]}")]}
    for what, metadata in twice.items():
        with Connection(data) as connection:
            answer = connection.unary(echo, field(1, "x"), *metadata)
            good = answer.code in (INVALID_ARGUMENT, UNAUTHENTICATED) and answer.told
            checks.that(f"D12 {what}", good, f"{answer}", "refused: 3 or 16 with a text")
    for what, value in {"empty": "", "of 257 characters": "s" * 257, "with a space": "a b", "beyond ASCII": "\xe9", "of 60 kB": "s" * 60_000}.items():
        with Connection(data) as connection:
            answer = connection.unary(echo, field(1, "x"), token, ("session-id", value))
            good = answer.code in ((UNAUTHENTICATED, INVALID_ARGUMENT) if value == "" else (INVALID_ARGUMENT, 8)) and answer.told
            checks.that(f"D14 a session-id {what}", good, f"{answer}, connection {connection.end()}", "refused: 3 with a text")
    with Connection(data) as connection:
        answer = connection.unary(echo, field(1, "x"), *client.metadata, ("monopod-user", "root"), ("monopod-epoch", "1"))
        checks.that("D12 names that begin with monopod-", answer.code == 0, f"{answer}", "served, without them")


def check_python_space(checks, data):
    """Row B3 with an ordinary client."""
    client = Client(data, "b3-python")
    stream = client.subscribe()
    next(stream)
    told = said(lambda: client.echo(metadata=[("note", " a")]))
    after = said(client.echo)
    checks.that("B3 gRPC's C core, metadata ('note', ' a')", ": " not in after and stream.is_active() and "UNAVAILABLE" not in told,
                f"{told}; the next call {after}; the stream {'lives' if stream.is_active() else stream.code().name}", "that call alone may fail; the stream lives")
    stream.cancel()
    client.shutdown()


def run_contract(checks):
    """Checks against the system that `./monopod up` starts."""
    with Up("--instances", "3") as up:
        if checks.wants("B3"):
            check_python_space(checks, up.data)
            client = Client(up.data, "b3")
            check_heads(checks, up.data, "B3", API + "MyServiceEcho", client.metadata, HELLO, API + "MyServiceSubscribe", HELLO)
            client.shutdown()
        if checks.wants("B7"):
            check_heads(checks, up.data, "B7", HEALTH + "Check", [], message(b""), HEALTH + "Watch", message(b""))
        client = Client(up.data, "d")
        if checks.wants("D1"):
            check_paths(checks, up.data, client)
        if checks.wants("D12"):
            check_credentials(checks, up.data, client)
        said(client.shutdown)
        bodies.run(checks, up)


def run(checks, _minutes, _mixed):
    if any(checks.wants(row) for row in ("B3", "B4", "B5", "B6", "B7", "D1", "D12", "A1")):
        run_contract(checks)
    if checks.wants("B12"):
        bodies.check_huge(checks)
    peers.run(checks)
