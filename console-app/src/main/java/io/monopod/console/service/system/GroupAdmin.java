package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.GatewaysReport;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.MetricsReport;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.SessionReport;
import io.monopod.console.admin.WhyReport;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The admin API of several gateways. Any of them answers for all, but counters are each one's own:
/// they are added.
final class GroupAdmin implements GatewayAdmin {
    private final GatewayGroup group;

    /// The last of each gateway by its index: what one has counted stays counted while it is
    /// silent.
    private final Map<Integer, MetricsReport> counted = new ConcurrentHashMap<>();

    GroupAdmin(GatewayGroup group) {
        this.group = group;
    }

    private GatewayAdmin asked() {
        return admin(group.asked());
    }

    private GatewayAdmin admin(int site) {
        return group.sites().get(site).admin().orElseThrow();
    }

    @Override
    public String policy() throws IOException, InterruptedException {
        return asked().policy();
    }

    @Override
    public GatewaysReport gateways() throws IOException, InterruptedException {
        return asked().gateways();
    }

    @Override
    public List<InstanceReport> instances() throws IOException, InterruptedException {
        return asked().instances();
    }

    @Override
    public RoomReport room() throws IOException, InterruptedException {
        return asked().room();
    }

    @Override
    public WhyReport why(String session) throws IOException, InterruptedException {
        return asked().why(session);
    }

    @Override
    public List<SessionReport> sessions() throws IOException, InterruptedException {
        return asked().sessions();
    }

    @Override
    public MetricsReport metrics() throws IOException, InterruptedException {
        for (int site = 0; site < group.sites().size(); site++) {
            if (group.isServing(site)) {
                counted.put(site, admin(site).metrics());
            }
        }
        return MetricsReport.sum(counted.values());
    }

    @Override
    public List<GatewayEvent> past() throws IOException, InterruptedException {
        return asked().past();
    }

    @Override
    public void drain(String pod) throws IOException, InterruptedException {
        asked().drain(pod);
    }

    @Override
    public void undrain(String pod) throws IOException, InterruptedException {
        asked().undrain(pod);
    }

    @Override
    public void end(String session) throws IOException, InterruptedException {
        asked().end(session);
    }

    @Override
    public void follow(Consumer<GatewayEvent> listener) throws IOException, InterruptedException {
        asked().follow(listener);
    }
}
