package io.monopod.scenarios.fake;

import com.google.protobuf.Timestamp;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.proto.myservice.ShutdownResponse;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Supervision;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// The contract's service in front of slots that a `Place` selects.
final class FakeService extends MyServiceAPIGrpc.MyServiceAPIImplBase {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final List<Credentials> users;
    private final Place place;
    private final SystemSpec spec;
    private final FakeLine line;

    /// Selects the slot for a session's call.
    interface Place {
        FakeSlot of(String session, String user);
    }

    FakeService(List<Credentials> users, Place place, SystemSpec spec, FakeLine line) {
        this.users = users;
        this.place = place;
        this.spec = spec;
        this.line = line;
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> observer) {
        answer(
                observer,
                () -> {
                    checkLogin(request);
                    Instant expiry = Instant.now().plus(lifetime());
                    return LoginResponse.newBuilder()
                            .setToken(
                                    FakeAuthenticator.token(
                                            request.getUsername(), request.getSessionId(), expiry))
                            .setExpiresAt(
                                    Timestamp.newBuilder().setSeconds(expiry.getEpochSecond()))
                            .setRole("admin")
                            .build();
                });
    }

    private Duration lifetime() {
        String setting = spec.gatewaySettings().getOrDefault("auth-token-lifetime", "60s");
        return Duration.parse("PT" + setting);
    }

    private void checkLogin(LoginRequest request) {
        if (request.getUsername().isEmpty()) {
            throw Errors.plain(Status.INVALID_ARGUMENT, "username is required");
        }
        if (request.getSessionId().isEmpty()) {
            throw Errors.plain(Status.INVALID_ARGUMENT, "session_id is required");
        }
        if (!request.getSessionId().matches("[!-~]{1,256}")) {
            throw Errors.plain(Status.INVALID_ARGUMENT, "session_id must be visible ASCII");
        }
        if (!users.contains(new Credentials(request.getUsername(), request.getPassword()))) {
            throw Errors.plain(Status.PERMISSION_DENIED, "invalid username or password");
        }
    }

    @Override
    public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> observer) {
        answer(
                observer,
                () -> {
                    FakeSlot slot = enter(FakeAuthenticator.session(), () -> {});
                    return echo(request, slot, 0, "MyServiceEcho");
                });
    }

    /// Three messages at once and no more, which is enough for clients that count. If the slot
    /// dies, the stream continues on another.
    @Override
    public void myServiceSubscribe(EchoRequest request, StreamObserver<EchoResponse> observer) {
        Context context = Context.current();
        try {
            while (!context.isCancelled()) {
                CountDownLatch over = new CountDownLatch(1);
                FakeSlot slot = enter(FakeAuthenticator.session(), over::countDown);
                for (int index = 0; index < 3; index++) {
                    observer.onNext(echo(request, slot, index, "MyServiceSubscribe"));
                }
                context.addListener(cancelled -> over.countDown(), Runnable::run);
                over.await();
            }
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void myServiceShutdown(
            ShutdownRequest request, StreamObserver<ShutdownResponse> observer) {
        answer(
                observer,
                () -> {
                    String session = FakeAuthenticator.session();
                    FakeSlot slot = place.of(session, FakeAuthenticator.user());
                    String pod = slot.pod();
                    slot.leave(session);
                    if (spec.afterSession() == AfterSession.EXIT) {
                        slot.die();
                        if (spec.supervision() == Supervision.REPLACE) {
                            slot.revive();
                        }
                    }
                    return ShutdownResponse.newBuilder()
                            .setPodName(pod)
                            .setClientSessionId(session)
                            .setServerSessionId(session)
                            .setServerMethod("MyServiceShutdown")
                            .build();
                });
    }

    private static EchoResponse echo(EchoRequest request, FakeSlot slot, int index, String method) {
        String session = FakeAuthenticator.session();
        return EchoResponse.newBuilder()
                .setClientValue(request.getValue())
                .setServerValue("my_service")
                .setPodName(slot.pod())
                .setClientSessionId(session)
                .setServerSessionId(session)
                .setIndex(index)
                .setServerMethod(method)
                .build();
    }

    /// Waits in line if the call asks for it; polls for its turn.
    private FakeSlot enter(String session, Runnable whenGone) {
        Instant end = Instant.now().plus(FakeAuthenticator.sessionWait());
        try {
            while (true) {
                try {
                    return take(session, whenGone);
                } catch (StatusRuntimeException busy) {
                    boolean full = busy.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED;
                    if (!full || FakeAuthenticator.sessionWait().isZero()) {
                        throw busy;
                    }
                }
                int position = line.join(session);
                if (Context.current().isCancelled() || Instant.now().isAfter(end)) {
                    throw Errors.outOfTime(position, line.size());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } finally {
            line.leave(session);
        }
    }

    /// Selecting and taking a slot are one step, like a reservation in a real gateway.
    private synchronized FakeSlot take(String session, Runnable whenGone) {
        FakeSlot slot = place.of(session, FakeAuthenticator.user());
        slot.enter(session, whenGone);
        return slot;
    }

    private static <A> void answer(StreamObserver<A> observer, Supplier<A> work) {
        try {
            observer.onNext(work.get());
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        }
    }
}
