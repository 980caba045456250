package io.monopod.gateway.interop;

import io.helidon.webserver.WebServer;
import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.Answer;
import io.monopod.gateway.call.Answers;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.Refusal;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.call.TimeLimit;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.proxy.DataPath;
import io.monopod.gateway.proxy.DataPathConfig;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// The data path alone, open to everyone: every call goes to the one server behind it.
final class OpenGateway implements AutoCloseable {
    private final DataPath path;
    private final WebServer server;

    /// @param serverPort where the calls go, on loopback
    OpenGateway(int serverPort) {
        var verdict =
                new Verdict.Forward(new Passing(new Target("interop", "localhost", serverPort)));
        path = new DataPath((head, client) -> verdict, DataPathConfig.DEFAULT);
        var listener =
                WebServer.builder()
                        .address(InetAddress.getLoopbackAddress())
                        .port(0)
                        .shutdownHook(false);
        path.listenOn(listener);
        server = listener.build().start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        path.close();
        server.stop();
    }

    private record Passing(Target target) implements AdmittedCall {
        @Override
        public HeaderList added() {
            return HeaderList.EMPTY;
        }

        @Override
        public @Nullable TimeLimit timeLimit() {
            return null;
        }

        @Override
        public void instanceSays(HeaderList reserved) {}

        @Override
        public Verdict unreached() {
            return new Verdict.Refuse(Answers.to(new Refusal.BackendUnavailable()));
        }

        @Override
        public Replayable replayable() {
            return Replayable.NEVER;
        }

        @Override
        public Verdict replay() {
            return new Verdict.Refuse(lost());
        }

        @Override
        public Answer lost() {
            return Answers.to(new Refusal.OutcomeUnknown());
        }

        @Override
        public void ended(CallEnd end) {}
    }
}
