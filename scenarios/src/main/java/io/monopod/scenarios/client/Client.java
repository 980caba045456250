package io.monopod.scenarios.client;

import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.monopod.contract.Names;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// A client with its own connection and session id. Calls block, and an error is an answer like any
/// other. For one thread at a time; an interrupt cancels the running call.
public final class Client implements AutoCloseable {
    private final Endpoint endpoint;
    private final ManagedChannel channel;
    private final Journal journal;
    private final Supplier<CallId> callIds;
    private volatile @Nullable Token token;

    Client(Endpoint endpoint, ManagedChannel channel, Journal journal, Supplier<CallId> callIds) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.journal = journal;
        this.callIds = callIds;
    }

    /// The session that it logs in for.
    public String session() {
        return view().session();
    }

    /// Its current state. For any thread.
    public ClientView view() {
        return journal.view();
    }

    /// The token of its newest login.
    public Optional<Token> token() {
        return Optional.ofNullable(token);
    }

    /// The headers of a correct call: its session id, and the token if it has one.
    public RequestOptions envelope() {
        Token known = token;
        return RequestOptions.of(session(), known == null ? null : known.value());
    }

    /// Logs in for its own session; keeps the token.
    public Exchange login(Credentials credentials) throws InterruptedException {
        return login(credentials, session(), RequestOptions.STANDARD_DEADLINE);
    }

    /// Logs in with any credentials and session id.
    public Exchange login(Credentials credentials, String sessionId, Duration deadline)
            throws InterruptedException {
        LoginRequest request =
                LoginRequest.newBuilder()
                        .setUsername(credentials.username())
                        .setPassword(credentials.password())
                        .setSessionId(sessionId)
                        .build();
        RequestOptions bare = RequestOptions.of(null, null).within(deadline);
        return unary(MyServiceAPIGrpc.getLoginMethod(), request, bare, sessionId, this::keep);
    }

    private Reply keep(LoginResponse response) {
        token = new Token(response.getToken());
        return Replies.of(response);
    }

    public Exchange echo(String value) throws InterruptedException {
        return echo(value, envelope());
    }

    public Exchange echo(String value, RequestOptions envelope) throws InterruptedException {
        return unary(
                MyServiceAPIGrpc.getMyServiceEchoMethod(),
                echoRequest(value),
                envelope,
                envelope.session(),
                Replies::of);
    }

    public Exchange shutdown() throws InterruptedException {
        return shutdown(envelope());
    }

    public Exchange shutdown(RequestOptions envelope) throws InterruptedException {
        return unary(
                MyServiceAPIGrpc.getMyServiceShutdownMethod(),
                ShutdownRequest.getDefaultInstance(),
                envelope,
                envelope.session(),
                Replies::of);
    }

    /// Calls a method that no service has.
    ///
    /// @param fullName for example `nowhere.Nothing/Nothing`
    public Exchange echoAs(String fullName, String value, RequestOptions envelope)
            throws InterruptedException {
        MethodDescriptor<EchoRequest, EchoResponse> method =
                MyServiceAPIGrpc.getMyServiceEchoMethod().toBuilder()
                        .setFullMethodName(fullName)
                        .build();
        return unary(method, echoRequest(value), envelope, envelope.session(), Replies::of);
    }

    public Subscription subscribe(String value) throws InterruptedException {
        return subscribe(value, envelope());
    }

    /// Opens a stream. Returns at once; the first message shows whether an instance serves it.
    public Subscription subscribe(String value, RequestOptions envelope) {
        var method = MyServiceAPIGrpc.getMyServiceSubscribeMethod();
        Call call = begin(method, envelope, envelope.session());
        var pending =
                PendingCall.start(
                        channel,
                        method,
                        CallOptions.DEFAULT,
                        metadata(envelope),
                        echoRequest(value));
        return new Subscription(call, pending, journal);
    }

    /// Sets a state that only the caller knows: retrying after a refusal, or stopped.
    public void in(ClientState state) {
        journal.in(state);
    }

    /// Closes the connection; the session remains.
    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static EchoRequest echoRequest(String value) {
        return EchoRequest.newBuilder().setValue(value).build();
    }

    /// @param session that the call is for; null if it names none
    private <Q, A> Exchange unary(
            MethodDescriptor<Q, A> method,
            Q request,
            RequestOptions envelope,
            @Nullable String session,
            Function<A, Reply> reader)
            throws InterruptedException {
        Call call = begin(method, envelope, session);
        AnswerCollector tally = new AnswerCollector();
        var pending =
                PendingCall.start(channel, method, options(envelope), metadata(envelope), request);
        try {
            return finish(call, tally, pending, reader);
        } catch (InterruptedException stopped) {
            // The cancelled call ends at once and is reported like any other.
            tally.cancelled();
            pending.cancel("stopped");
            finish(call, tally, pending, reader);
            throw stopped;
        }
    }

    private <A> Exchange finish(
            Call call, AnswerCollector tally, PendingCall<A> pending, Function<A, Reply> reader)
            throws InterruptedException {
        while (true) {
            switch (pending.next()) {
                case PendingCall.Signal.Message<A> message ->
                        tally.add(reader.apply(message.value()));
                case PendingCall.Signal.Closed<A> closed -> {
                    return journal.ended(new Exchange(call, tally.close(closed)));
                }
            }
        }
    }

    private Call begin(
            MethodDescriptor<?, ?> method, RequestOptions envelope, @Nullable String session) {
        String name = method.getBareMethodName();
        Call call =
                new Call(
                        callIds.get(),
                        view().id(),
                        endpoint.authority(),
                        name == null ? method.getFullMethodName() : name,
                        session,
                        envelope.attempt(),
                        Entries.of(metadata(envelope)),
                        journal.now());
        journal.started(call);
        connectAnew();
        return call;
    }

    /// Each call tries to connect: otherwise grpc-java fails it at once with an earlier failure,
    /// because it backs off for a second or more.
    private void connectAnew() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
    }

    private static CallOptions options(RequestOptions envelope) {
        return CallOptions.DEFAULT.withDeadlineAfter(
                envelope.deadline().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Metadata metadata(RequestOptions envelope) {
        Metadata metadata = new Metadata();
        put(metadata, Names.SESSION_ID, envelope.session());
        put(metadata, Names.AUTHORIZATION, envelope.authorization());
        put(metadata, Names.SESSION_WAIT, timeout(envelope.sessionWait()));
        return metadata;
    }

    /// The format of `grpc-timeout` (gRPC over HTTP/2, "Timeout"): at most eight digits and a unit.
    private static @Nullable String timeout(Duration wait) {
        return wait.isZero() ? null : Math.min(wait.toMillis(), 99_999_999) + "m";
    }

    private static void put(Metadata metadata, String name, @Nullable String value) {
        if (value != null) {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        }
    }
}
