package io.monopod.instance.call;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.monopod.contract.ContractError;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A call that the service runs. Its [Context] is cancelled with the call and with its session.
///
/// The call runs until it is closed or, if it is cancelled, until the service has returned from it.
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> implements RunningCall {
    private final RunningCalls calls;
    private final Context.CancellableContext context;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// The number of threads in the service: the call's own, and one that delivers a cancel.
    private final AtomicInteger inService = new AtomicInteger();

    /// Why it is to end, if it is.
    private volatile @Nullable ContractError end;

    private volatile boolean brokenOff;

    /// @param context for the service; cancelled at the latest when the call ends
    GuardedCall(ServerCall<Q, A> call, RunningCalls calls, Context context) {
        super(call);
        this.calls = calls;
        this.context = context.withCancellation();
    }

    /// Passes the call to the service.
    ///
    /// @param seen this call, or a wrapper of it, on which the service answers
    Listener<Q> serve(ServerCall<Q, A> seen, Metadata metadata, ServerCallHandler<Q, A> service) {
        var listeners = new GuardedListener<Q>(this::inService, () -> context.cancel(null));
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
    public void end(ContractError answer) {
        end = answer;
        context.cancel(null);
        // If the service only waits for messages, none of its threads would notice the cancel.
        if (inService.get() == 0) {
            closeWith(answer);
        }
    }

    private void closeWith(ContractError error) {
        var _ = RefusalStatus.refuse(this, RefusalStatus.of(error));
    }

    @Override
    public void abort() {
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

    private void over() {
        calls.remove(this);
        context.cancel(null);
    }

    /// Runs a callback of the service, and then what its outcome requires.
    private void inService(Runnable callback) {
        inService.incrementAndGet();
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            closed.set(true); // who hosts the service answers for it
            over();
            throw e;
        } finally {
            if (inService.decrementAndGet() == 0 && (brokenOff || !closed.get())) {
                endIfOver();
            }
        }
    }

    private void endIfOver() {
        var answer = end;
        if (brokenOff || isCancelled()) {
            over();
        } else if (answer != null) {
            closeWith(answer);
        }
    }
}
