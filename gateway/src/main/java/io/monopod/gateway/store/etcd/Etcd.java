package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;

import io.monopod.config.HostPort;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreListener;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.Compare;
import io.monopod.proto.etcd.RangeRequest;
import io.monopod.proto.etcd.TxnRequest;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// An etcd cluster that gateways share.
public final class Etcd implements AutoCloseable {
    /// The layout of the keys and values: `store.proto`.
    private static final String VERSION = "1";

    private static final Duration START = Duration.ofSeconds(10);

    private final EtcdClient client;
    private final String prefix;

    /// @param tls null for plain text
    /// @param login null if the cluster asks for none
    /// @param prefix of all keys; other systems on the same cluster have others
    public Etcd(
            List<HostPort> endpoints,
            @Nullable TlsClient tls,
            @Nullable EtcdLogin login,
            String prefix) {
        this.client = new EtcdClient(endpoints, tls, login);
        this.prefix = prefix;
    }

    /// The key that all gateways share, as a text. The first gateway brings it. Blocks for ten
    /// seconds at most.
    ///
    /// @param own used if there is none yet
    /// @throws StoreUnavailable if the cluster does not answer, or refuses this client
    /// @throws OtherLayout if gateways of another version use the prefix
    public String sharedKey(String own) throws StoreUnavailable, OtherLayout, InterruptedException {
        var keys = new Keys(prefix);
        var version = made(keys.version(), ByteString.copyFromUtf8(VERSION)).toStringUtf8();
        if (!version.equals(VERSION)) {
            throw new OtherLayout(version);
        }
        return made(keys.sharedKey(), ByteString.copyFromUtf8(own)).toStringUtf8();
    }

    /// Another version's gateways use the prefix.
    public static final class OtherLayout extends Exception {
        private static final long serialVersionUID = 1L;

        OtherLayout(String version) {
            super("its keys have the layout " + version + ", and this gateway's is " + VERSION);
        }
    }

    /// The key's value; this one if it had none.
    private ByteString made(ByteString key, ByteString value)
            throws StoreUnavailable, InterruptedException {
        var absent =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.CREATE)
                        .setKey(key)
                        .setCreateRevision(0);
        client.txn(
                TxnRequest.newBuilder()
                        .addCompare(absent)
                        .addSuccess(EtcdStore.put(key, value, 0))
                        .build(),
                START);
        return client.range(RangeRequest.newBuilder().setKey(key).build(), START)
                .getKvs(0)
                .getValue();
    }

    /// A store for that gateway. It is closed with the store.
    ///
    /// @param clock must run evenly, and continue while the process is stopped
    public Store open(Member self, StoreListener listener, InstantSource clock) {
        return new EtcdStore(client, prefix, self, listener, clock);
    }

    @Override
    public void close() {
        client.close();
    }
}
