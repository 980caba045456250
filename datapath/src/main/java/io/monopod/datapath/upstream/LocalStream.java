package io.monopod.datapath.upstream;

import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.ConnectionEnds;
import io.monopod.datapath.call.Incoming;
import io.monopod.datapath.call.ServedCall;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.splice.Downstream;
import io.monopod.datapath.splice.RequestHead;
import io.monopod.datapath.splice.ResponseBlock;
import io.monopod.datapath.splice.SplicedCall;
import io.monopod.datapath.splice.UpstreamStream;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// A call that this process serves. To the data path it is an upstream stream, to the [CallServer]
/// a call with messages.
///
/// Its fields are guarded by the lock of the [io.monopod.datapath.connection.ConnectionGroup]. The
/// methods of [UpstreamStream] run under it; those of [ServedCall] take it.
final class LocalStream implements UpstreamStream, ServedCall {
    /// Bytes of the response that may wait for the client before the service blocks.
    private static final int MAX_WAITING = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(LocalStream.class.getName());
    private static final HeaderList FAILED =
            HeaderList.of(
                    ":status", "200",
                    "content-type", "application/grpc",
                    "grpc-status", "13",
                    "grpc-message", "internal error");

    private final Downstream client;
    private final SplicedCall call;
    private final CallServer server;
    private final MessageQueue request;
    private final Waiters receiver;
    private final Waiters senders;
    private final List<Runnable> onCancel = new ArrayList<>(1);
    private volatile HeaderList head = HeaderList.EMPTY;
    private int requested;
    private int waiting;
    private boolean begun;
    private volatile boolean over;
    private volatile boolean cancelled;

    LocalStream(Downstream client, SplicedCall call, CallServer server) {
        this.client = client;
        this.call = call;
        this.server = server;
        request = new MessageQueue(server.maxMessageSize());
        receiver = new Waiters(client.group());
        senders = new Waiters(client.group());
    }

    // Called by the data path.

    @Override
    public void sendHead(RequestHead sent, RequestHead added, boolean end) {
        head = sent.list().with(added.list());
        if (end) {
            request.ended();
        }
        call.report().working();
        client.group().later(() -> Thread.ofVirtual().name("service").start(this::serve));
    }

    @Override
    public void sendData(byte[] bytes, int from, int length, boolean end) {
        request.add(bytes, from, length);
        if (end) {
            request.ended();
        }
        call.requestSent(this, request.credited());
        receiver.wake();
    }

    /// gRPC has no request trailers: they only end the request.
    @Override
    public void sendTrailers(HeaderBlock block) {
        request.ended();
        receiver.wake();
    }

    @Override
    public void reset(ErrorCode code) {
        if (!over) {
            cancelled = true;
            end();
            onCancel.forEach(this::runLater);
            onCancel.clear();
        }
    }

    @Override
    public boolean isClosed() {
        return over;
    }

    @Override
    public boolean mayBeLost() {
        return false;
    }

    @Override
    public boolean isNarrow() {
        return false;
    }

    @Override
    public void consumed(int byteCount) {
        waiting -= byteCount;
        if (waiting < MAX_WAITING) {
            senders.wake();
        }
    }

    // Called by the service.

    @Override
    public HeaderList head() {
        return head;
    }

    @Override
    public ConnectionEnds connection() {
        return client.ends();
    }

    @Override
    public void request(int messages) {
        client.group()
                .run(
                        () -> {
                            requested =
                                    (int) Math.min(Integer.MAX_VALUE, (long) requested + messages);
                            receiver.wake();
                        });
    }

    @Override
    public Incoming receive() {
        return receiver.await(this::poll);
    }

    @Override
    public void send(
            @Nullable HeaderList first, byte @Nullable [] messages, @Nullable HeaderList last) {
        var opening = first == null ? null : ResponseBlock.Fields.of(first);
        var closing = last == null ? null : ResponseBlock.Fields.of(last);
        if (messages != null) {
            senders.await(() -> over || waiting < MAX_WAITING ? this : null);
        }
        client.group().enter();
        try {
            if (opening != null) {
                respond(opening, false);
            }
            if (messages != null && !over) {
                waiting += messages.length;
                call.responseData(messages, 0, messages.length, false);
            }
            if (closing != null) {
                respond(closing, true);
            }
        } finally {
            client.group().leave();
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable callback) {
        client.group()
                .run(
                        () -> {
                            if (cancelled) {
                                runLater(callback);
                            } else {
                                onCancel.add(callback);
                            }
                        });
    }

    private @Nullable Incoming poll() {
        if (over) {
            return new Incoming.Over();
        }
        var next = request.poll(requested > 0);
        if (next instanceof Incoming.Message) {
            requested--;
            call.requestSent(this, request.credited());
        }
        return next;
    }

    private void respond(ResponseBlock.Fields fields, boolean last) {
        if (over) {
            return;
        }
        if (last) {
            end();
        }
        call.responseFields(fields, last);
        begun = true;
    }

    private void end() {
        over = true;
        request.discard();
        receiver.wake();
        senders.wake();
    }

    private void runLater(Runnable callback) {
        client.group().later(() -> Thread.ofVirtual().name("cancel").start(callback));
    }

    /// Runs on the service's thread. Without the lock.
    private void serve() {
        try {
            server.serve(this);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "a service was interrupted", e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a service failed", e);
        } finally {
            client.group().run(this::finish);
        }
    }

    /// Under the lock.
    private void finish() {
        if (!over) {
            var fields = ResponseBlock.Fields.of(FAILED);
            respond(begun ? fields.withoutHead() : fields, true);
        }
        call.report().worked();
    }
}
