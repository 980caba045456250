package io.monopod.gateway.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.GrantCalls;
import io.monopod.gateway.assign.Instance;
import io.monopod.token.Role;
import io.monopod.vouch.HeaderText;
import io.monopod.vouch.Statement;

/// Tells an instance who calls, in place of the client's token. The voucher is for this instance,
/// session, epoch, user and role, under the key that the instance registered. The fields are made
/// once for each grant, so a call only sends the same bytes again. Thread-safe.
final class Vouching {
    private record Vouched(Role role, HeaderList fields) {}

    /// About 10 MB. Another grant costs a MAC for each call.
    private static final int MAX_KNOWN = 16_384;

    /// Keyed by an object that only one grant has. Cleanup runs on the calling thread. Weak keys
    /// would need no bound, but with them the cache records every read.
    private final Cache<GrantCalls, Vouched> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    /// The fields for calls under the grant.
    HeaderList of(Grant grant, SessionRequest request) {
        var vouched = known.getIfPresent(grant.calls());
        if (vouched == null || !vouched.role().equals(request.role())) {
            var fields = fields(grant.instance(), grant.epoch(), request);
            vouched = new Vouched(request.role(), HeaderEncoder.prepare(fields));
            known.put(grant.calls(), vouched);
        }
        return vouched.fields().with(request.passed());
    }

    /// The fields for a conflict probe, which has no grant.
    static HeaderList ofProbe(Instance instance, SessionRequest request) {
        return fields(instance, Epoch.NONE, request).with(request.passed());
    }

    private static HeaderList fields(Instance instance, Epoch epoch, SessionRequest request) {
        var user = request.user();
        var statement =
                new Statement(instance.id(), request.session(), epoch, user, request.role());
        return HeaderList.of(
                Names.EPOCH,
                epoch.toString(),
                Names.USER,
                HeaderText.encode(user.value()),
                Names.ROLE,
                HeaderText.encode(request.role().value()),
                Names.VOUCHER,
                instance.key().voucher(statement));
    }
}
