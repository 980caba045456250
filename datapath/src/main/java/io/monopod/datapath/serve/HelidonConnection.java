package io.monopod.datapath.serve;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.monopod.datapath.call.ConnectionEnds;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// What Helidon's gRPC handler may know of the connection that a call came on: its addresses.
/// Nothing here reads or writes it.
record HelidonConnection(ConnectionEnds ends) implements ConnectionContext {
    private record Peer(SocketAddress address) implements PeerInfo {
        @Override
        public String host() {
            return address instanceof InetSocketAddress at ? at.getHostString() : "";
        }

        @Override
        public int port() {
            return address instanceof InetSocketAddress at ? at.getPort() : -1;
        }

        @Override
        public Optional<Principal> tlsPrincipal() {
            return Optional.empty();
        }

        @Override
        public Optional<Certificate[]> tlsCertificates() {
            return Optional.empty();
        }
    }

    @Override
    public PeerInfo remotePeer() {
        return new Peer(ends.remote());
    }

    @Override
    public PeerInfo localPeer() {
        return new Peer(ends.local());
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String socketId() {
        return ends.local().toString();
    }

    @Override
    public String childSocketId() {
        return ends.remote().toString();
    }

    @Override
    public ListenerContext listenerContext() {
        throw notHere();
    }

    @Override
    public ExecutorService executor() {
        throw notHere();
    }

    @Override
    public DataWriter dataWriter() {
        throw notHere();
    }

    @Override
    public DataReader dataReader() {
        throw notHere();
    }

    @Override
    public Router router() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("the data path has the connection");
    }
}
