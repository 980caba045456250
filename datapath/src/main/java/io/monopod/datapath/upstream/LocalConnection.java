package io.monopod.datapath.upstream;

import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.splice.Downstream;
import io.monopod.datapath.splice.SplicedCall;
import io.monopod.datapath.splice.UpstreamConnection;
import io.monopod.datapath.splice.UpstreamStream;

/// The calls of a client connection that this process serves. There is always room for one more.
record LocalConnection(Downstream client, CallServer server) implements UpstreamConnection {
    @Override
    public void take(SplicedCall call) {
        call.forward();
    }

    @Override
    public void withdraw(SplicedCall call) {}

    @Override
    public UpstreamStream open(SplicedCall call) {
        return new LocalStream(client, call, server);
    }
}
