package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.Event;
import io.monopod.proto.etcd.KeyValue;
import io.monopod.proto.etcd.RangeRequest;
import io.monopod.proto.etcd.WatchCreateRequest;
import io.monopod.proto.etcd.WatchGrpc;
import io.monopod.proto.etcd.WatchProgressRequest;
import io.monopod.proto.etcd.WatchRequest;
import io.monopod.proto.etcd.WatchResponse;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Follows all keys below a prefix. Whatever happens to the connection, the listener hears of every
/// key's latest value, in the order of the store's revisions, on one thread. It may hear of a value
/// twice.
final class Mirror implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Mirror.class.getName());

    /// Keys in one answer: 10,000 claims are some 2 MB, and a message may have 4.
    private static final int PAGE = 10_000;

    private static final Duration LOAD = Duration.ofSeconds(10);

    /// After a silence this long the member is asked for a sign of life; after a second one it is
    /// left: it may hang, and a watch alone would never notice.
    private static final Duration SILENCE = Duration.ofSeconds(1);

    interface Listener {
        /// @param key without the prefix
        /// @param value null if the key is gone
        void changed(String key, @Nullable KeyValue value);

        /// Everything up to now has been told: after a load, and then after each change.
        void upToDate();

        /// Whether the store answers.
        void connected(boolean connected);
    }

    private final EtcdClient client;
    private final ByteString prefix;
    private final Listener listener;
    private final Thread thread;

    /// The keys that were told, and their revisions. To find what has gone during a gap.
    private final Map<String, Long> told = new HashMap<>();

    /// Everything up to here has been told; 0 before the first load.
    private long revision;

    private boolean connected;

    Mirror(EtcdClient client, String prefix, Listener listener) {
        this.client = client;
        this.prefix = ByteString.copyFromUtf8(prefix);
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("store mirror").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                EtcdClient.@Nullable Member member = null;
                try {
                    if (revision == 0) {
                        load();
                    }
                    member = client.member();
                    follow(member);
                } catch (StoreUnavailable e) {
                    lost(String.valueOf(e.getMessage()));
                }
                if (member != null) {
                    client.leave(member);
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void follow(EtcdClient.Member member) throws StoreUnavailable, InterruptedException {
        try {
            watch(member);
        } catch (StatusException e) {
            lost(client.text(member, e));
        }
    }

    private void lost(String why) {
        if (connected) {
            LOG.log(Level.WARNING, "store lost reason={0}", why);
        }
        connected(false);
    }

    private void connected(boolean now) {
        if (connected != now) {
            connected = now;
            listener.connected(now);
        }
    }

    /// Reads all keys as of one revision, and tells what differs from what was told before.
    private void load() throws StoreUnavailable, InterruptedException {
        var gone = new HashSet<>(told.keySet());
        var from = prefix;
        long at = 0;
        boolean more = true;
        while (more) {
            var page =
                    client.range(
                            RangeRequest.newBuilder()
                                    .setKey(from)
                                    .setRangeEnd(after(prefix))
                                    .setLimit(PAGE)
                                    .setRevision(at)
                                    .build(),
                            LOAD);
            if (at == 0) {
                at = page.getHeader().getRevision();
            }
            for (var value : page.getKvsList()) {
                gone.remove(tell(value));
                from = value.getKey().concat(ByteString.copyFrom(new byte[1]));
            }
            more = page.getMore();
        }
        gone.forEach(this::tellGone);
        revision = at;
        connected(true);
        listener.upToDate();
    }

    private String tell(KeyValue value) {
        var key = name(value.getKey());
        var before = told.put(key, value.getModRevision());
        if (before == null || before != value.getModRevision()) {
            listener.changed(key, value);
        }
        return key;
    }

    private void tellGone(String key) {
        told.remove(key);
        listener.changed(key, null);
    }

    private String name(ByteString key) {
        return key.substring(prefix.size()).toStringUtf8();
    }

    /// Returns when the watch must start anew from a load.
    private void watch(EtcdClient.Member member)
            throws StoreUnavailable, StatusException, InterruptedException {
        var create =
                WatchCreateRequest.newBuilder()
                        .setKey(prefix)
                        .setRangeEnd(after(prefix))
                        .setStartRevision(revision + 1)
                        .setFragment(true);
        var stream = WatchGrpc.newBlockingV2Stub(member.channel()).watch();
        try {
            stream.write(WatchRequest.newBuilder().setCreateRequest(create).build());
            for (var answer = read(stream); answer != null; answer = read(stream)) {
                if (answer.getCompactRevision() > 0) {
                    revision = 0;
                    return;
                }
                if (answer.getCanceled()) {
                    throw Status.UNAVAILABLE
                            .withDescription(answer.getCancelReason())
                            .asException();
                }
                apply(answer);
            }
            throw Status.UNAVAILABLE.withDescription("watch ended").asException();
        } finally {
            stream.cancel("done", null);
        }
    }

    private void apply(WatchResponse answer) {
        connected(true);
        long latest = revision;
        for (var event : answer.getEventsList()) {
            if (event.getType() == Event.EventType.DELETE) {
                tellGone(name(event.getKv().getKey()));
            } else {
                tell(event.getKv());
            }
            latest = Math.max(latest, event.getKv().getModRevision());
        }
        if (!answer.getFragment()) {
            // The header's revision is not used: an answer to a progress request has been seen to
            // overtake events (etcd issue 15220).
            revision = latest;
            if (answer.getEventsCount() > 0) {
                listener.upToDate();
            }
        }
    }

    /// The next answer; null at the end of the stream.
    private static @Nullable WatchResponse read(
            BlockingClientCall<WatchRequest, WatchResponse> stream)
            throws StatusException, InterruptedException {
        try {
            return stream.read(SILENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stream.write(
                    WatchRequest.newBuilder()
                            .setProgressRequest(WatchProgressRequest.getDefaultInstance())
                            .build());
        }
        try {
            return stream.read(SILENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw Status.UNAVAILABLE.withDescription("the member is silent").asException();
        }
    }

    /// The end of the range of all keys that begin with `prefix`.
    static ByteString after(ByteString prefix) {
        int last = prefix.size() - 1;
        return prefix.substring(0, last)
                .concat(ByteString.copyFrom(new byte[] {(byte) (prefix.byteAt(last) + 1)}));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
