package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.process.Await;
import io.monopod.benchmarks.process.ChildProcess;
import io.monopod.benchmarks.process.Programs;
import io.monopod.process.ListenPort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The proxies that the gateway is compared with, from the system's packages.
public final class Reference {
    private static final Duration START = Duration.ofSeconds(10);

    private final Path dir;
    private final int backendPort;

    /// @param dir for configurations and logs
    public Reference(Path dir, int backendPort) {
        this.dir = dir;
        this.backendPort = backendPort;
    }

    /// HAProxy with HTTP/2 on both sides.
    public Proxy haproxy(int threads) throws IOException, InterruptedException {
        int port = ListenPort.chooseFree(1).getFirst();
        var configuration =
                """
                global
                    nbthread %d
                    maxconn 4000
                    tune.h2.initial-window-size 1048576
                    tune.h2.max-concurrent-streams 1000
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 1h
                    timeout server 1h
                    http-reuse always
                frontend front
                    bind 127.0.0.1:%d proto h2
                    default_backend back
                backend back
                    server instance 127.0.0.1:%d proto h2
                """
                        .formatted(threads, port, backendPort);
        return haproxy(Proxy.HAPROXY, port, configuration);
    }

    /// HAProxy as a TCP forwarder: the minimum that a proxy does.
    public Proxy raw(int threads) throws IOException, InterruptedException {
        int port = ListenPort.chooseFree(1).getFirst();
        var configuration =
                """
                global
                    nbthread %d
                    maxconn 4000
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 1h
                    timeout server 1h
                frontend front
                    bind 127.0.0.1:%d
                    default_backend back
                backend back
                    server instance 127.0.0.1:%d
                """
                        .formatted(threads, port, backendPort);
        return haproxy(Proxy.RAW, port, configuration);
    }

    /// nginx with `grpc_pass`, without its limit of requests per connection, which would close each
    /// connection after a thousand.
    public Proxy nginx(int workers) throws IOException, InterruptedException {
        int port = ListenPort.chooseFree(1).getFirst();
        var configuration =
                """
                daemon off;
                pid %s/nginx.pid;
                error_log stderr error;
                worker_processes %d;
                events { worker_connections 4096; multi_accept on; }
                http {
                    access_log off;
                    client_body_temp_path %s/body;
                    http2_max_concurrent_streams 1000;
                    keepalive_requests 1000000000;
                    keepalive_timeout 1h;
                    upstream back {
                        server 127.0.0.1:%d;
                        keepalive 512;
                        keepalive_requests 1000000000;
                        keepalive_timeout 1h;
                    }
                    server {
                        listen 127.0.0.1:%d http2 reuseport;
                        location / {
                            grpc_pass grpc://back;
                            grpc_read_timeout 1h;
                            grpc_send_timeout 1h;
                        }
                    }
                }
                """
                        .formatted(dir, workers, dir, backendPort, port);
        var file = Files.writeString(dir.resolve("nginx.conf"), configuration);
        return started(
                Proxy.NGINX,
                List.of(Programs.path(Programs.NGINX), "-p", dir.toString(), "-c", file.toString()),
                port,
                configuration.replace(dir.toString(), "DIR"));
    }

    private Proxy haproxy(String name, int port, String configuration)
            throws IOException, InterruptedException {
        var file = Files.writeString(dir.resolve(name + ".cfg"), configuration);
        return started(
                name,
                List.of(Programs.path(Programs.HAPROXY), "-db", "-f", file.toString()),
                port,
                configuration);
    }

    private Proxy started(String name, List<String> command, int port, String configuration)
            throws IOException, InterruptedException {
        var process = ChildProcess.start(name, command, dir.resolve(name + ".log"));
        Await.orClose(process, START, () -> Await.accepts(port));
        return Proxy.of(process, port, configuration);
    }
}
