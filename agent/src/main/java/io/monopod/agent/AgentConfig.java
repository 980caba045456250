package io.monopod.agent;

import io.monopod.agent.process.Cpus;
import io.monopod.config.ByteSize;
import io.monopod.config.ConfigReader;
import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.config.Program;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.slot.AfterSession;
import io.monopod.log.LogConfig;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The configuration of the agent.
public record AgentConfig(
        @Key(doc = "the command, where it does not stand after --") List<String> command,
        @Key(value = "1", doc = "the most processes, each for one session") int slots,
        @Key(
                        value = "0",
                        doc =
                                "processes that stand ready or start, beyond those with a session;"
                                        + " 0 for as many as there are slots")
                int warm,
        @Key(doc = "unary methods that end their session, like /pkg.Service/Close")
                List<String> endedBy,
        @Key(value = "false", doc = "one process serves one session after the other") boolean reuse,
        @Key(
                        value = "0",
                        doc =
                                "calls at once on one connection to a process; 0 for as many as it"
                                        + " takes, 1 if a call that breaks may break others")
                int callsPerConnection,
        @Key(doc = "shell command to run before each process, as for a volume")
                Optional<String> beforeSession,
        @Key(doc = "shell command to run when nothing of the process is left")
                Optional<String> afterSession,
        @Key(doc = "memory of each process and all that it starts (by cgroup v2), like 512MiB")
                Optional<ByteSize> memory,
        @Key(doc = "CPUs of each process and all that it starts (by cgroup v2), like 0.5")
                Optional<Cpus> cpus,
        @Key(doc = "directory that the command runs in") Optional<Path> directory,
        @Key(doc = "directory for its output, a file for each process; the log if not given")
                Optional<Path> output,
        @Key(value = "30s", doc = "how long a process may take until it is ready")
                Duration readyTimeout,
        @Key(value = "5s", doc = "time between SIGTERM and SIGKILL") Duration killGrace,
        @Key(value = "10s", doc = "how long to wait for the gateway at the start")
                Duration gatewayTimeout,
        @Key(doc = "first part of the instances' identity (pod_name); the host's name if not given")
                Optional<String> name,
        @Key(value = "localhost", doc = "address to listen on for the gateway; 0.0.0.0 for all")
                String host,
        @Key(
                        value = "0",
                        doc =
                                "port of the first slot, the others have the next ones; 0 for any"
                                        + " that are free")
                int port,
        @Key(doc = "where the gateway reaches the first slot, if not where it listens")
                Optional<HostPort> advertise,
        @Key(
                        value = "localhost:10001",
                        doc =
                                "the gateway's listener for instances; of several gateways, all or"
                                        + " some")
                List<HostPort> gateway,
        @Key(value = "myservice", doc = "the cluster that the instances belong to")
                ClusterName cluster,
        @Key(doc = "what the instances prove themselves with when they register")
                Optional<Secret> joinSecret,
        @Key(doc = "file with that secret") Optional<Path> joinSecretFile,
        @Key(value = "5s", doc = "how long a session may go on when the agent is asked to stop")
                Duration drainTime,
        @Key(doc = "TLS of the ports that it listens on") ServerTls tls,
        @Key(doc = "TLS towards the gateway's listener for instances") ClientTls gatewayTls,
        @Key(doc = "the log, on standard error") LogConfig log,
        @Key(value = "false", doc = "end with the process that holds our standard input open")
                boolean exitWithStdin) {
    public static final Program PROGRAM = new Program("monopod agent", "MONOPOD_");

    /// Bytes of a message of an ending call.
    static final int MAX_MESSAGE = 16 << 20;

    private static final long MIN_MEMORY = 1 << 20;
    private static final String ANY_NAME = "agent";
    private static final int MAX_SLOTS = 1000;
    private static final int MAX_PORT = 65_535;

    public AgentConfig {
        command = List.copyOf(command);
        endedBy = List.copyOf(endedBy);
        gateway = List.copyOf(gateway);
        InstanceConfig.check(name.orElse(ANY_NAME), host, port);
        InvalidSetting.unless(
                slots >= 1 && slots <= MAX_SLOTS, "slots", slots, "1 to " + MAX_SLOTS);
        InvalidSetting.unless(
                callsPerConnection >= 0, "calls-per-connection", callsPerConnection, "0 or more");
        InvalidSetting.unless(warm >= 0 && warm <= slots, "warm", warm, "0 to " + slots);
        InvalidSetting.unless(
                port + slots - 1 <= MAX_PORT, "port", port, "one with a port for each slot");
        InvalidSetting.unless(
                advertise.isEmpty() || port > 0,
                "advertise",
                advertise.map(HostPort::toString).orElse(""),
                "given only with a port");
        InvalidSetting.unless(
                advertise.map(HostPort::port).orElse(1) + slots - 1 <= MAX_PORT,
                "advertise",
                advertise.map(HostPort::toString).orElse(""),
                "one with a port for each slot");
        InvalidSetting.unless(
                !reuse || (beforeSession.isEmpty() && afterSession.isEmpty()),
                "reuse",
                true,
                "false, where before-session or after-session is set");
        memory.ifPresent(
                size ->
                        InvalidSetting.unless(
                                size.bytes() >= MIN_MEMORY, "memory", size, "at least 1MiB"));
        for (var method : endedBy) {
            InvalidSetting.unless(
                    method.matches("/?[A-Za-z_][\\w.]*/[A-Za-z_]\\w*"),
                    "ended-by",
                    method,
                    "methods like /pkg.Service/Close");
        }
    }

    public static ConfigReader<AgentConfig> reader() {
        return new ConfigReader<>(AgentConfig.class, PROGRAM);
    }

    /// The gateways, in one text.
    String gateways() {
        return gateway.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    /// How many processes stand ready or start, beyond those with a session.
    int spares() {
        return warm == 0 ? slots : warm;
    }

    /// The full names of the methods that end their session.
    Set<String> endingMethods() {
        return endedBy.stream()
                .map(method -> method.startsWith("/") ? method.substring(1) : method)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @throws InvalidSetting if a directory cannot be used
    void checkDirectories() {
        directory.ifPresent(
                path ->
                        InvalidSetting.unless(
                                Files.isDirectory(path) && Files.isExecutable(path),
                                "directory",
                                path,
                                "a directory that is there and may be entered"));
        output.ifPresent(
                path ->
                        InvalidSetting.unless(
                                Files.isDirectory(path) && Files.isWritable(path),
                                "output",
                                path,
                                "a directory that is there and may be written to"));
    }

    /// What the instances of the first slot have in common. Reads the join secret's file.
    ///
    /// @throws InvalidSetting if a value is not allowed
    InstanceConfig instance() {
        return new InstanceConfig(
                name.orElseGet(AgentConfig::hostName),
                host,
                port,
                advertise,
                gateway,
                cluster,
                Secret.of("join-secret", joinSecret, joinSecretFile)
                        .orElseThrow(
                                () ->
                                        new InvalidSetting(
                                                "join-secret-file",
                                                "",
                                                "a file with the gateway's join secret (or"
                                                        + " MONOPOD_JOIN_SECRET in the"
                                                        + " environment)")),
                reuse ? AfterSession.REUSE : AfterSession.EXIT,
                drainTime,
                MAX_MESSAGE,
                tls,
                gatewayTls);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return ANY_NAME;
        }
    }
}
