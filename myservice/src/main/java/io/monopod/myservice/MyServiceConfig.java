package io.monopod.myservice;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The configuration of the example service.
public record MyServiceConfig(
        @Key(doc = "first part of the instance's identity (pod_name); the host's name if not given")
                Optional<String> name,
        @Key(value = "localhost", doc = "address to listen on; 0.0.0.0 for all") String host,
        @Key(value = "0", doc = "port to listen on; 0 for any that is free") int port,
        @Key(doc = "where the gateway reaches this instance, if not where it listens")
                Optional<HostPort> advertise,
        @Key(
                        value = "localhost:10001",
                        doc =
                                "the gateway's listener for instances; of several gateways that share"
                                        + " their sessions, all or some")
                List<HostPort> gateway,
        @Key(value = "myservice", doc = "the cluster that this instance belongs to")
                ClusterName cluster,
        @Key(doc = "what the instance proves itself with when it registers")
                Optional<Secret> joinSecret,
        @Key(doc = "file with that secret") Optional<Path> joinSecretFile,
        @Key(value = "reuse", doc = "when a session is over: end the process, or be free again")
                AfterSession afterSession,
        @Key(value = "5s", doc = "how long a session may go on when the process is asked to stop")
                Duration drainTime,
        @Key(value = "4MiB", doc = "a message of a request; a longer one is refused")
                ByteSize maxMessage,
        @Key(doc = "TLS of the port that it listens on") ServerTls tls,
        @Key(doc = "TLS towards the gateway's listener for instances") ClientTls gatewayTls,
        @Key(value = "5s", doc = "time between two messages of a subscription")
                Duration subscribeInterval,
        @Key(doc = "the log, on standard error") LogConfig log,
        @Key(value = "false", doc = "end with the process that holds our standard input open")
                boolean exitWithStdin) {
    public static final Program PROGRAM = new Program("monopod-myservice", "MONOPOD_");

    private static final int MIN_MESSAGE = 4096;
    private static final String ANY_NAME = "instance";

    public MyServiceConfig {
        InstanceConfig.check(name.orElse(ANY_NAME), host, port);
        InvalidSetting.unless(
                maxMessage.bytes() >= MIN_MESSAGE && maxMessage.bytes() <= Integer.MAX_VALUE,
                "max-message",
                maxMessage,
                new ByteSize(MIN_MESSAGE) + " to 2047MiB");
        InvalidSetting.unless(
                subscribeInterval.isPositive(),
                "subscribe-interval",
                subscribeInterval,
                "1ms or more");
    }

    public static ConfigReader<MyServiceConfig> reader() {
        return new ConfigReader<>(MyServiceConfig.class, PROGRAM);
    }

    /// The instance's part. Reads the join secret's file.
    ///
    /// @throws InvalidSetting if a value is not allowed
    public InstanceConfig instance() {
        return new InstanceConfig(
                name.orElseGet(MyServiceConfig::hostName),
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
                afterSession,
                drainTime,
                (int) maxMessage.bytes(),
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
