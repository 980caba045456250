package io.monopod.benchmarks.proxy;

import java.util.List;

/// How the proxies are run.
///
/// @param gatewayJvm flags of the gateway's JVM
public record LabSetup(List<String> gatewayJvm, int haproxyThreads, int nginxWorkers) {
    public LabSetup {
        gatewayJvm = List.copyOf(gatewayJvm);
    }
}
