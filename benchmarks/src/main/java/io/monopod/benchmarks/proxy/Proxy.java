package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.process.ChildProcess;

import java.util.List;

/// A running proxy under load.
///
/// @param name in the results
/// @param port where it listens on loopback
/// @param configuration for the results
/// @param processes whose CPU time and memory count; none for no proxy
public record Proxy(String name, int port, String configuration, List<ChildProcess> processes) {
    public static final String GATEWAY = "monopod";

    /// A gateway that shares its sessions with others, by a member of etcd.
    public static final String SHARED = "monopod-store";

    public static final String HAPROXY = "haproxy";
    public static final String NGINX = "nginx";
    public static final String RAW = "raw-tcp";
    public static final String DIRECT = "direct";

    static Proxy of(ChildProcess process, int port, String configuration) {
        return new Proxy(process.name(), port, configuration, List.of(process));
    }

    /// No proxy: straight to the backend.
    public static Proxy direct(int backendPort) {
        return new Proxy(DIRECT, backendPort, "no proxy", List.of());
    }

    public List<Long> pids() {
        return processes.stream().flatMap(process -> process.pids().stream()).toList();
    }
}
