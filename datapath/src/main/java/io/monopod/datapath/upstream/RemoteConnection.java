package io.monopod.datapath.upstream;

import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.connection.Http2Connection;
import io.monopod.datapath.connection.SocketTransport;
import io.monopod.datapath.http2.ClientEndpoint;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.Transport;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.splice.Downstream;
import io.monopod.datapath.splice.ResponseBlock;
import io.monopod.datapath.splice.SplicedCall;
import io.monopod.datapath.splice.UpstreamConnection;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// A connection of a [io.monopod.datapath.connection.ConnectionGroup] to an instance. Its own
/// virtual thread opens it and then reads it.
final class RemoteConnection extends Http2Connection<ResponseBlock> implements UpstreamConnection {
    /// The most bytes in flight to the instance; beyond it a separate thread writes. The kernel
    /// accepts more than that even if the instance reads nothing, so smaller writes don't block.
    private static final int UNREAD_LIMIT = SocketTransport.SEND_BUFFER / 2;

    private static final System.Logger LOG = System.getLogger(RemoteConnection.class.getName());

    private final Upstreams upstreams;
    private final Downstream client;
    private final UpstreamConnector connector;
    private final Target target;
    private final DataPathConfig config;
    private final ClientEndpoint<ResponseBlock> endpoint;

    private final WaitingCalls waiting = new WaitingCalls();

    private @Nullable Transport transport;
    private boolean gone;
    private boolean resetUnread;
    private long lastUsed;
    private long read;

    /// @param now on the clock of [System#nanoTime()]
    RemoteConnection(
            Upstreams upstreams,
            Downstream client,
            UpstreamConnector connector,
            Target target,
            long now) {
        super(client.group(), now);
        this.upstreams = upstreams;
        this.client = client;
        this.connector = connector;
        this.target = target;
        config = connector.config();
        lastUsed = now;
        endpoint = new ClientEndpoint<>(config.instanceEndpoint(), this, now);
    }

    /// Starts to open the connection. Under the lock.
    void start() {
        endpoint.start();
        Thread.ofVirtual().name("instance " + target.name()).start(this::run);
    }

    Target target() {
        return target;
    }

    @Override
    public void take(SplicedCall call) {
        if (gone) {
            call.unreached();
        } else if (waiting.isEmpty() && mayForward()) {
            call.forward();
        } else {
            waiting.add(call);
        }
    }

    @Override
    public void withdraw(SplicedCall call) {
        waiting.remove(call);
    }

    /// Whether another call can be sent at once.
    boolean hasRoom() {
        return calls() < capacity() && !resetUnread;
    }

    /// A call is about to be reset. Some servers end the connection for a reset that crosses the
    /// end of its response, if a later stream is open by then. Where calls have a connection of
    /// their own, the next one waits until the instance has read the reset.
    void pauseForReset() {
        resetUnread = target.callsPerConnection() == 1;
    }

    /// The reset is written. The instance acknowledges SETTINGS after it has read the reset.
    void confirmReset() {
        if (resetUnread) {
            endpoint.probe();
        }
    }

    /// The number of open and waiting calls.
    int calls() {
        return endpoint.streamCount() + waiting.size();
    }

    private int capacity() {
        int most = target.callsPerConnection();
        int peers = Math.max(1, endpoint.peer().maxStreams());
        return most == 0 ? peers : Math.min(most, peers);
    }

    /// Whether the instance has announced that it accepts no more calls here (GOAWAY).
    boolean isLeaving() {
        return endpoint.exhausted();
    }

    /// Whether the connection and its streams have ended.
    boolean isGone() {
        return gone;
    }

    @Override
    public RemoteStream open(SplicedCall call) {
        var stream = new RemoteStream(this, call);
        endpoint.open(stream);
        return stream;
    }

    /// The instance has read the byte at that position, and so all bytes before it.
    void hasRead(long position) {
        read = Math.max(read, position);
    }

    /// Gets no more calls.
    void retire() {
        upstreams.retire(this);
    }

    /// Closes the connection, which is not needed any more. Under the lock.
    void end() {
        gone = true;
        retire();
        endpoint.goAway(ErrorCode.NO_ERROR);
        writer().closeWhenWritten();
    }

    /// The instance is lost, even if its connection stays open. The reader handles the end of the
    /// connection, or closes it once it is open. Under the lock.
    void cut() {
        end();
        waiting.removeAll(SplicedCall::unreached);
        if (transport != null) {
            group().later(transport::close);
        }
    }

    /// Reports the instance's reserved fields to the call on that stream. Without the lock, and
    /// before their response is applied.
    void instanceSays(int streamId, HeaderList reserved, int status) {
        SplicedCall call = null;
        AdmittedCall told = null;
        group().enter();
        try {
            if (endpoint.stream(streamId) instanceof RemoteStream stream) {
                call = stream.call();
                told = call.retain();
            }
        } finally {
            group().leave();
        }
        if (call != null && told != null) {
            told.instanceSays(reserved, status);
            group().run(call.report()::released);
        }
    }

    @Override
    public void onSettings() {
        resetUnread &= endpoint.awaitsSettingsAck();
        takeWaiting();
        waiting.moveOn(calls() - capacity()); // the instance accepts fewer calls than wait here
    }

    @Override
    public void onStreamClosed() {
        takeWaiting();
        if (endpoint.exhausted() && endpoint.streamCount() == 0) {
            writer().closeWhenWritten();
        }
    }

    @Override
    public void onLie() {
        connector.untrusted().caught(target, System.nanoTime());
    }

    @Override
    public boolean isBelieved() {
        return !connector.untrusted().isKnown(target, System.nanoTime());
    }

    /// A peer that is not believed and sends GOAWAY with an error serves no more calls.
    @Override
    public void onGoAway(int lastStreamId, ErrorCode code) {
        retire();
        if (code != ErrorCode.NO_ERROR && !isBelieved()) {
            gone = true;
            endpoint.disconnected();
        }
        waiting.removeAll(SplicedCall::startOver);
        onStreamClosed();
    }

    /// Probes with SETTINGS, which must be acknowledged like a PING: gRPC servers close connections
    /// that send a PING more often than every five minutes.
    @Override
    protected void probe() {
        endpoint.probe();
    }

    @Override
    protected ClientEndpoint<ResponseBlock> endpoint() {
        return endpoint;
    }

    @Override
    protected @Nullable Transport transport() {
        return transport;
    }

    @Override
    protected boolean mayBlock() {
        return endpoint.out().total() - read > UNREAD_LIMIT;
    }

    @Override
    protected void resume() {
        super.resume();
        takeWaiting();
    }

    /// What the instance sends goes to the client, and some of it, like header blocks, is not
    /// bounded by a window.
    @Override
    protected boolean isCrowded() {
        return client.isCrowded()
                || endpoint.out().waiting() > config.limits().bufferPerConnection();
    }

    /// Closes the connection if it is idle for too long. Under the lock.
    void watchUse(long now) {
        if (endpoint.streamCount() > 0 || !waiting.isEmpty()) {
            lastUsed = now;
        } else if (now - lastUsed > idleTime().toNanos() && !gone) {
            end();
        }
    }

    private Duration idleTime() {
        if (upstreams.isShared(target)) {
            return config.times().occasionalIdle();
        }
        return switch (target.use()) {
            case SESSION -> config.times().instanceIdle();
            case OCCASIONAL -> config.times().occasionalIdle();
        };
    }

    private void run() {
        var descriptors = connector.descriptors();
        try {
            if (!descriptors.take()) {
                throw new IOException("no file descriptor is left");
            }
            connected(connector.connect(target, this::isSettled));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "connection ended instance=" + target + " reason=" + e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "connection failed instance=" + target, e);
        } finally {
            descriptors.giveBack();
            group().run(this::disconnected);
        }
    }

    private void connected(Transport made) throws IOException {
        group().run(
                        () -> {
                            transport = made;
                            onOutput();
                        });
        var frames =
                new FrameReader<>(
                        new ResponseReader(this, config.limits().headerListSize()),
                        config.limits().headerListSize());
        try {
            readAll(frames, made);
        } catch (ConnectionError e) {
            LOG.log(Level.WARNING, () -> "instance broke the protocol instance=" + target, e);
            group().run(() -> endpoint.goAway(e.code()));
        }
    }

    private boolean isSettled() {
        group().enter();
        try {
            return endpoint.settingsReceived();
        } finally {
            group().leave();
        }
    }

    /// Under the lock.
    private void disconnected() {
        gone = true;
        upstreams.remove(this);
        writer().closeWhenWritten();
        endpoint.disconnected();
        waiting.removeAll(SplicedCall::unreached);
    }

    /// Whether calls may be sent. Not before the instance has sent SETTINGS: an instance that
    /// accepts connections but does not answer has then seen nothing, and the call can go
    /// elsewhere. And not while it does not read, because no window bounds header blocks.
    private boolean mayForward() {
        return !gone
                && endpoint.settingsReceived()
                && endpoint.mayOpen()
                && endpoint.streamCount() < capacity()
                && !resetUnread
                && endpoint.out().waiting() < config.limits().bufferPerStream();
    }

    private void takeWaiting() {
        waiting.forwardWhile(this::mayForward);
    }
}
