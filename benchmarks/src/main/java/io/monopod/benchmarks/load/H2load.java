package io.monopod.benchmarks.load;

import io.monopod.benchmarks.backend.GrpcMessage;
import io.monopod.benchmarks.process.Programs;
import io.monopod.contract.Names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// nghttp2's load generator.
final class H2load {
    private static final int THREADS = 2;
    private static final long GRACE_SECONDS = 30;

    private static final Pattern FINISHED = Pattern.compile("finished in ([\\d.]+)(ms|s),");
    private static final Pattern REQUESTS =
            Pattern.compile("(\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");

    private final Path dir;
    private final Path body;

    /// @param dir for the request body and h2load's output; best in memory
    H2load(Path dir) throws IOException {
        this.dir = dir;
        this.body = Files.write(dir.resolve("request"), GrpcMessage.framed(Call.request()));
    }

    /// @throws IOException if h2load fails or hangs
    LoadResult run(LoadCase load, int port, Credentials credentials, Duration duration)
            throws IOException, InterruptedException {
        var times = dir.resolve("times");
        var output = dir.resolve("output");
        Files.deleteIfExists(times); // h2load appends
        var process =
                new ProcessBuilder(command(load, port, credentials, duration, times))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(duration.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("h2load does not end");
            }
        } finally {
            process.destroyForcibly();
        }
        return parse(Files.readString(output), times);
    }

    private List<String> command(
            LoadCase load, int port, Credentials credentials, Duration duration, Path times) {
        return List.of(
                Programs.path(Programs.H2LOAD),
                "-t" + Math.min(THREADS, load.connections()),
                "-c" + load.connections(),
                "-m" + load.streams(),
                "-D" + duration.toMillis() + "ms",
                "-d" + body,
                "--log-file=" + times,
                "-Hcontent-type: application/grpc",
                "-Hte: trailers",
                "-H" + Names.AUTHORIZATION + ": " + credentials.token(),
                "-H" + Names.SESSION_ID + ": " + credentials.session(),
                "http://127.0.0.1:" + port + load.call().path());
    }

    private static LoadResult parse(String output, Path times) throws IOException {
        var finished = FINISHED.matcher(output);
        var requests = REQUESTS.matcher(output);
        var data = DATA.matcher(output);
        if (!finished.find() || !requests.find() || !data.find()) {
            throw new IOException("h2load failed:\n" + output);
        }
        var seconds =
                Double.parseDouble(finished.group(1)) / (finished.group(2).equals("s") ? 1 : 1000);
        var latencies = sorted(times);
        return new LoadResult(
                Long.parseLong(requests.group(1)),
                Long.parseLong(requests.group(2)),
                seconds,
                Long.parseLong(data.group(1)),
                quantile(latencies, 0.5),
                quantile(latencies, 0.99));
    }

    /// The last column of h2load's log: microseconds until the end of the answer.
    private static int[] sorted(Path times) throws IOException {
        try (var lines = Files.lines(times)) {
            return lines.mapToInt(
                            line ->
                                    Integer.parseInt(
                                            line, line.lastIndexOf('\t') + 1, line.length(), 10))
                    .sorted()
                    .toArray();
        }
    }

    private static double quantile(int[] sorted, double q) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (q * (sorted.length - 1))];
    }
}
