package io.monopod.datapath.serve;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.monopod.datapath.call.ServedCall;
import io.monopod.log.OncePerSecond;

import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/// Logs failed calls: one line a second for each method and kind of fault, with their number, so
/// that no client can fill the log. Safe for use by many threads.
final class FailureLog {
    private static final System.Logger LOG = System.getLogger(FailureLog.class.getName());

    /// @param kind never text from a client, so the number of keys is bounded
    private record Key(String method, Object kind) {}

    private final OncePerSecond faults;

    FailureLog(LongSupplier nanos) {
        faults = new OncePerSecond(nanos);
    }

    /// The client broke the protocol.
    void refused(MethodDescriptor<?, ?> method, ServedCall call, Status status) {
        var name = method.getFullMethodName();
        long count = faults.count(new Key(name, status.getCode()));
        if (count > 0) {
            LOG.log(
                    Level.INFO,
                    () ->
                            "call refused method=%s remote=%s reason=\"%s\" count=%d"
                                    .formatted(
                                            name,
                                            call.connection().remote(),
                                            status.getDescription(),
                                            count));
        }
    }

    /// A service threw an exception, which is a bug.
    void failed(MethodDescriptor<?, ?> method, Throwable failure) {
        var name = method.getFullMethodName();
        long count = faults.count(new Key(name, failure.getClass()));
        if (count > 0) {
            LOG.log(Level.ERROR, () -> "call failed method=" + name + " count=" + count, failure);
        }
    }
}
