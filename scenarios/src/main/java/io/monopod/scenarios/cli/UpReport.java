package io.monopod.scenarios.cli;

import io.monopod.config.HostPort;
import io.monopod.scenarios.local.Backend;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.report.Json;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.InstanceView;

import java.net.URI;
import java.util.List;

/// The addresses of a local system, for its users.
///
/// @param gateway the only one's address, or the first's, as are `control` and `admin`
/// @param gateways all of them
/// @param store the members of the etcd that several gateways share
/// @param command of the user's own server, whose processes come and go; empty for the example
///   service
/// @param pid of this process; the system ends with it
record UpReport(
        String gateway,
        String control,
        String admin,
        String adminTokenFile,
        List<Gateway> gateways,
        List<String> store,
        String policy,
        List<Instance> instances,
        List<String> command,
        String username,
        String logs,
        long pid) {

    record Gateway(String name, String data, String control, String admin, String adminTokenFile) {
        static Gateway of(LocalSystem.GatewayAddresses gateway) {
            return new Gateway(
                    gateway.name(),
                    gateway.data().authority(),
                    gateway.control().authority(),
                    "http://" + gateway.admin().authority(),
                    gateway.adminTokenFile().toString());
        }
    }

    record Instance(String name, String pod, String address) {
        static Instance of(InstanceView view) {
            return new Instance(view.name(), view.pod(), view.endpoint().authority());
        }
    }

    static UpReport of(LocalSystem system) {
        return new UpReport(
                system.gateway().authority(),
                system.control().authority(),
                "http://" + system.admin().authority(),
                system.adminTokenFile().toString(),
                system.addresses().stream().map(Gateway::of).toList(),
                system.storeEndpoints().stream().map(HostPort::toString).toList(),
                system.setup().spec().policy().word(),
                system.instances().stream().map(Instance::of).toList(),
                system.setup().backend().map(Backend::command).orElse(List.of()),
                Credentials.DEMO.username(),
                system.setup().logs().toAbsolutePath().toString(),
                ProcessHandle.current().pid());
    }

    String json() {
        return Json.line(this);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Gateway each : gateways) {
            line(text, each.name(), each.data() + "  (" + policy + ")");
        }
        for (Instance instance : instances) {
            line(text, instance.name(), instance.address() + "  pod " + instance.pod());
        }
        if (!command.isEmpty()) {
            line(text, "instances", "processes of: " + String.join(" ", command));
        }
        for (Gateway each : gateways) {
            String of = gateways.size() == 1 ? "" : "  of " + each.name();
            line(text, "admin", each.admin() + of);
            line(text, "admin token", "in " + each.adminTokenFile());
        }
        if (!store.isEmpty()) {
            line(text, "etcd", String.join(", ", store));
        }
        line(text, "operate it", "./monopod sessions --admin " + URI.create(admin).getAuthority());
        line(text, "log in as", username + " / " + Credentials.DEMO.password());
        line(text, "logs", logs);
        return text.append("Ctrl-C stops it.").toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-14s%s%n".formatted(name, value));
    }
}
