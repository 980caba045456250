package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.ClientEndpoint;
import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.FrameReader;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;

/// A connection of a [Splice] to an instance. A virtual thread of its own makes it and then reads
/// it.
final class InstanceSide extends Side<ResponseBlock> {
    /// What may be on its way to the instance before a write is left to a thread of its own. The
    /// kernel takes more than that from us even if the instance reads nothing.
    private static final int UNREAD_LIMIT = InstanceTransport.SEND_BUFFER / 2;

    private static final System.Logger LOG = System.getLogger(InstanceSide.class.getName());

    private final ClientSide client;
    private final Target target;
    private final DataPathConfig config;
    private final ClientEndpoint<ResponseBlock> endpoint;

    /// Calls that this connection cannot take yet, in their order.
    private final LinkedHashSet<SplicedCall> waiting = new LinkedHashSet<>(2);

    private @Nullable Transport transport;
    private boolean gone;
    private long lastUsed;
    private long read;

    /// @param now on the clock of [System#nanoTime()]
    private InstanceSide(ClientSide client, Target target, DataPathConfig config, long now) {
        super(client.splice(), now);
        this.client = client;
        this.target = target;
        this.config = config;
        lastUsed = now;
        endpoint = new ClientEndpoint<>(config.instanceEndpoint(), this, now);
    }

    /// Makes a connection. Under the lock.
    static InstanceSide open(ClientSide client, Target target) {
        var side = new InstanceSide(client, target, client.path().config(), System.nanoTime());
        client.splice().add(side);
        side.endpoint.start();
        Thread.ofVirtual().name("instance " + target.name()).start(side::run);
        return side;
    }

    Target target() {
        return target;
    }

    /// Forwards the call, now or as soon as there is room. Under the lock.
    void take(SplicedCall call) {
        if (gone) {
            call.unreached();
        } else if (waiting.isEmpty() && mayForward()) {
            call.forward();
        } else {
            waiting.add(call);
        }
    }

    /// The call waits no longer.
    void withdraw(SplicedCall call) {
        waiting.remove(call);
    }

    /// Whether the connection is over, for its streams too.
    boolean isGone() {
        return gone;
    }

    InstanceStream open(SplicedCall call) {
        var stream = new InstanceStream(this, call);
        endpoint.open(stream);
        return stream;
    }

    /// The instance has read the octet at that position, and so all before it.
    void hasRead(long position) {
        read = Math.max(read, position);
    }

    /// Nobody needs the connection any more. Under the lock.
    void end() {
        gone = true;
        splice().retire(this);
        endpoint.goAway(ErrorCode.NO_ERROR);
        writer().closeWhenWritten();
    }

    /// The instance is lost, whatever becomes of its connection: the reader notes the end of that,
    /// or ends it as soon as it is made. Under the lock.
    void cut() {
        end();
        unreachWaiting();
        if (transport != null) {
            splice().later(transport::close);
        }
    }

    /// Tells the call on that stream what the instance said. Without the lock; before the response
    /// that it came with is applied.
    void instanceSays(int streamId, HeaderList reserved) {
        SplicedCall call = null;
        AdmittedCall told = null;
        splice().enter();
        try {
            if (endpoint.stream(streamId) instanceof InstanceStream stream) {
                call = stream.call();
                told = call.asking();
            }
        } finally {
            splice().leave();
        }
        if (call != null && told != null) {
            told.instanceSays(reserved);
            splice().enter();
            call.report().asked();
            splice().leave();
        }
    }

    @Override
    public void onSettings() {
        takeWaiting();
    }

    @Override
    public void onStreamClosed() {
        takeWaiting();
        if (endpoint.exhausted() && endpoint.streamCount() == 0) {
            writer().closeWhenWritten();
        }
    }

    @Override
    public void onPong(long data) {}

    @Override
    public void onGoAway(int lastStreamId, ErrorCode code) {
        splice().retire(this);
        while (!waiting.isEmpty()) {
            waiting.removeFirst().startOver();
        }
        onStreamClosed();
    }

    /// By SETTINGS, which must be acknowledged like a PING: gRPC servers end connections that PING
    /// more often than every five minutes.
    @Override
    void probe() {
        endpoint.probe();
    }

    @Override
    ClientEndpoint<ResponseBlock> endpoint() {
        return endpoint;
    }

    @Override
    @Nullable Transport transport() {
        return transport;
    }

    @Override
    boolean mayBlock() {
        return endpoint.out().total() - read > UNREAD_LIMIT;
    }

    @Override
    void resume() {
        super.resume();
        takeWaiting();
    }

    /// What the instance sends goes to the client, and some of it, like heads, needs no window.
    @Override
    boolean isCrowded() {
        return client.isCrowded()
                || endpoint.out().waiting() > config.limits().bufferPerConnection();
    }

    /// Gives the connection up if it is useless. Under the lock.
    void watchUse(long now) {
        if (endpoint.streamCount() > 0 || !waiting.isEmpty()) {
            lastUsed = now;
        } else if (now - lastUsed > idleTime().toNanos() && !gone) {
            end();
        }
    }

    private Duration idleTime() {
        return switch (target.use()) {
            case SESSION -> config.times().instanceIdle();
            case OCCASIONAL -> config.times().occasionalIdle();
        };
    }

    private void run() {
        var descriptors = client.path().descriptors();
        try {
            if (!descriptors.take()) {
                throw new IOException("no file descriptor is left");
            }
            var dialling = new Dialling(target, client.path().traffic());
            var socket = dialling.connect(config.times().connect());
            client.path()
                    .deadlines()
                    .schedule(config.times().connect(), () -> giveUpUnlessSettled(socket));
            connected(dialling.secured(socket));
        } catch (IOException | RuntimeException e) {
            // Any exception: a name that cannot be resolved is a RuntimeException.
            LOG.log(Level.DEBUG, () -> "cannot connect instance=" + target + " reason=" + e);
        } finally {
            descriptors.giveBack();
            disconnected();
        }
    }

    private void connected(Transport made) throws IOException {
        splice().enter();
        try {
            transport = made;
            onOutput();
        } finally {
            splice().leave();
        }
        var frames =
                new FrameReader<>(
                        new ResponseReader(this, config.limits().headerListSize()),
                        config.limits().headerListSize());
        try {
            readAll(frames, made);
        } catch (ConnectionError e) {
            LOG.log(Level.WARNING, () -> "instance broke the protocol instance=" + target, e);
            splice().enter();
            endpoint.goAway(e.code());
            splice().leave();
        }
    }

    private void giveUpUnlessSettled(Transport made) {
        splice().enter();
        boolean settled = endpoint.settingsReceived();
        splice().leave();
        if (!settled) {
            made.close();
        }
    }

    private void disconnected() {
        splice().enter();
        try {
            gone = true;
            splice().remove(this);
            writer().closeWhenWritten();
            endpoint.disconnected();
            unreachWaiting();
        } finally {
            splice().leave();
        }
    }

    private void unreachWaiting() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().unreached();
        }
    }

    /// Not before the instance has sent its settings: one that accepts connections but does not
    /// answer has seen nothing then, and the call can go elsewhere. And not while it does not read:
    /// no window holds heads back.
    private boolean mayForward() {
        return !gone
                && endpoint.settingsReceived()
                && endpoint.mayOpen()
                && endpoint.out().waiting() < config.limits().bufferPerStream();
    }

    private void takeWaiting() {
        while (!waiting.isEmpty() && mayForward()) {
            waiting.removeFirst().forward();
        }
    }
}
