package io.monopod.benchmarks.load;

import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

/// The call that each request of a load makes.
public enum Call {
    /// A unary call with about 100 bytes each way.
    ECHO(MyServiceAPIGrpc.getMyServiceEchoMethod().getFullMethodName(), 1, echoBytes()),
    /// A server stream of a thousand messages of 1 KiB; the figures count messages, not calls.
    STREAM(
            MyServiceAPIGrpc.getMyServiceSubscribeMethod().getFullMethodName(),
            Call.MESSAGES,
            Call.MESSAGES * (Call.PREFIX + 1024L)),
    /// A unary call of a session that is refused, because all instances are busy.
    REFUSED(MyServiceAPIGrpc.getMyServiceEchoMethod().getFullMethodName(), 1, 0);

    public static final int MESSAGES = 1000;
    private static final int PREFIX = 5;

    private final String path;
    private final int countsFor;
    private final long answerBytes;

    Call(String method, int countsFor, long answerBytes) {
        this.path = "/" + method;
        this.countsFor = countsFor;
        this.answerBytes = answerBytes;
    }

    public String path() {
        return path;
    }

    /// The requests or messages that one call counts as.
    public int countsFor() {
        return countsFor;
    }

    /// The bytes of DATA of a correct answer. The load generator sees no status, so this detects
    /// wrong answers.
    public long answerBytes() {
        return answerBytes;
    }

    public static EchoRequest request() {
        return EchoRequest.newBuilder().setValue("x".repeat(98)).build();
    }

    private static long echoBytes() {
        return PREFIX + (long) request().getSerializedSize();
    }
}
