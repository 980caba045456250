package io.monopod.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A removed instance leaves no channel, whatever races with the removal.
class ControlChannelsTest {
    private static final Instance INSTANCE =
            new Instance(
                    new InstanceId("pod-1"),
                    new ClusterName("myservice"),
                    new HostPort("localhost", 1),
                    Instant.EPOCH,
                    InstanceKey.random());

    private final List<ManagedChannel> opened = new ArrayList<>();
    @AutoClose private final ControlChannels channels = new ControlChannels(this::open);

    private ManagedChannel open(Instance instance) {
        var address = instance.address();
        var channel =
                NettyChannelBuilder.forAddress(address.host(), address.port())
                        .usePlaintext()
                        .build();
        opened.add(channel);
        return channel;
    }

    @Test
    void oneChannelServesAllRequestsWhileTheInstanceIsRegistered() {
        channels.keep(INSTANCE);
        channels.use(INSTANCE).close();
        channels.use(INSTANCE).close();

        assertThat(opened).singleElement().matches(channel -> !channel.isShutdown());
    }

    @Test
    void channelOfARemovedInstanceIsClosed() {
        channels.keep(INSTANCE);

        channels.forget(INSTANCE);

        assertThat(opened).allMatch(ManagedChannel::isShutdown);
        assertThat(channels.size()).isZero();
    }

    @Test
    void runningRequestFinishesAfterItsInstanceIsRemoved() {
        channels.keep(INSTANCE);
        var use = channels.use(INSTANCE);

        channels.forget(INSTANCE);
        assertThat(use.channel().isShutdown()).isFalse();
        use.close();

        assertThat(opened).allMatch(ManagedChannel::isShutdown);
        assertThat(channels.size()).isZero();
    }

    @Test
    void requestAfterRemovalLeavesNoChannel() {
        channels.keep(INSTANCE);
        channels.forget(INSTANCE);

        channels.use(INSTANCE).close();

        assertThat(opened).hasSize(2).allMatch(ManagedChannel::isShutdown);
        assertThat(channels.size()).isZero();
    }

    @Test
    void channelOpenedBeforeTheRegistrationEventIsKept() {
        try (var _ = channels.use(INSTANCE)) {
            channels.keep(INSTANCE);
        }

        assertThat(opened).singleElement().matches(channel -> !channel.isShutdown());
    }

    @Test
    void closeLeavesNoChannel() {
        channels.keep(INSTANCE);
        var use = channels.use(INSTANCE);

        channels.close();
        assertThat(use.channel().isShutdown()).isTrue();
        use.close();
        channels.keep(INSTANCE);
        channels.use(INSTANCE).close();

        assertThat(opened).allMatch(ManagedChannel::isShutdown);
        assertThat(channels.size()).isZero();
    }
}
