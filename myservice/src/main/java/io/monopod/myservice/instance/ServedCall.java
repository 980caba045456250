package io.monopod.myservice.instance;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.helidon.webserver.CloseConnectionException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A call on its way through the service. It makes good what Helidon's gRPC server leaves out: the
/// service's [Context] is cancelled when the client cancels, an exception becomes a status, and
/// nothing is written after the end.
///
/// It runs until it is closed; if it is cancelled, until the service has returned from it.
final class ServedCall<Q, A> extends SimpleForwardingServerCall<Q, A> implements RunningCall {
    private static final Logger LOG = System.getLogger(ServedCall.class.getName());
    private static final Status SESSION_ENDED = Status.ABORTED.withDescription("session ended");
    private static final Status INTERNAL = Status.INTERNAL.withDescription("internal error");

    private final RunningCalls calls;
    private final Context.CancellableContext context;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Threads in the service now: its own, and another one that says that the client cancelled.
    private final AtomicInteger inService = new AtomicInteger();

    private volatile boolean sessionOver;
    private volatile boolean brokenOff;

    /// @param context what the service gets; cancelled at the latest when the call is over
    ServedCall(ServerCall<Q, A> call, RunningCalls calls, Context context) {
        super(call);
        this.calls = calls;
        this.context = context.withCancellation();
    }

    /// Hands the call to the service.
    ///
    /// @param seen this call, or one around it, which the service is to answer on
    Listener<Q> serve(ServerCall<Q, A> seen, Metadata metadata, ServerCallHandler<Q, A> service) {
        var listeners = new ServedListener<Q>(this::inService, this::clientGone);
        inService(
                () ->
                        listeners.delegateTo(
                                Contexts.interceptCall(context, seen, metadata, service)));
        return listeners;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (!isOver()) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public void sendMessage(A message) {
        if (!isOver()) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        try {
            if (closed.compareAndSet(false, true) && !isCancelled()) {
                super.close(status, trailers);
            }
        } finally {
            over();
        }
    }

    @Override
    public void sessionEnded() {
        sessionOver = true;
        context.cancel(null);
        // A stream whose service only waits for messages has no thread here that would notice.
        if (inService.get() == 0) {
            close(SESSION_ENDED, new Metadata());
        }
    }

    @Override
    public void breakOff() {
        brokenOff = true;
        closed.set(true);
        context.cancel(null);
        if (inService.get() == 0) {
            over();
        }
    }

    private boolean isOver() {
        return closed.get() || isCancelled();
    }

    private void clientGone() {
        context.cancel(null);
    }

    private void over() {
        calls.remove(this);
        context.cancel(null);
    }

    /// Runs a piece of the service, and what its outcome asks for.
    private void inService(Runnable callback) {
        inService.incrementAndGet();
        try {
            callback.run();
        } catch (CloseConnectionException e) {
            // The client's connection is gone: no failure of ours, and Helidon's to act on.
            clientGone();
            over();
            throw e;
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            if (inService.decrementAndGet() == 0 && (brokenOff || !closed.get())) {
                endIfOver();
            }
        }
    }

    private void endIfOver() {
        if (brokenOff || isCancelled()) {
            over();
        } else if (sessionOver) {
            close(SESSION_ENDED, new Metadata());
        }
    }

    private void failed(Throwable failure) {
        if (isCancelled() || closed.get()) {
            over();
            return;
        }
        LOG.log(
                Level.ERROR,
                "call failed method=" + getMethodDescriptor().getFullMethodName(),
                failure);
        close(INTERNAL, new Metadata());
    }
}
