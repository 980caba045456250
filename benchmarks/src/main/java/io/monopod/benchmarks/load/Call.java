package io.monopod.benchmarks.load;

import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

/// What each request of a load asks for.
public enum Call {
    /// A unary call whose message and answer have about 100 bytes.
    ECHO(MyServiceAPIGrpc.getMyServiceEchoMethod().getFullMethodName(), 1, echoBytes()),
    /// A server stream of a thousand messages of 1 KiB; messages are counted, not calls.
    STREAM(
            MyServiceAPIGrpc.getMyServiceSubscribeMethod().getFullMethodName(),
            Call.MESSAGES,
            Call.MESSAGES * (Call.PREFIX + 1024L)),
    /// A unary call of a session that is refused, because every instance holds another one.
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

    /// How many requests or messages one call counts for.
    public int countsFor() {
        return countsFor;
    }

    /// How many bytes of DATA a good answer has: the load generator sees no status, so this is how
    /// a wrong answer is known for one.
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
