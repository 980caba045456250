package io.monopod.gateway.auth;

import static java.lang.System.Logger.Level.WARNING;

import io.monopod.config.InvalidSetting;
import io.monopod.token.TokenKeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The key set of whoever else makes tokens, read again and again, because such keys change.
///
/// What cannot be read later leaves the keys as they were, and is logged.
final class ForeignKeys implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ForeignKeys.class.getName());

    private static final String KEY = "auth.jwks";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;

    private final String source;
    private final Duration refresh;
    private final Consumer<TokenKeys> reader;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param source a file, or an address that starts with `http://` or `https://`
    /// @param reader is given the keys each time: first on the thread that starts, then on another
    ForeignKeys(String source, Duration refresh, Consumer<TokenKeys> reader) {
        this.source = source;
        this.refresh = refresh;
        this.reader = reader;
    }

    /// Reads them the first time, then goes on in the background. There may be none yet at an
    /// address that does not answer.
    ///
    /// @throws InvalidSetting if they are in a file that does not hold a key set
    void start() throws InterruptedException {
        var first = first();
        reader.accept(first);
        Thread.ofVirtual()
                .name("foreign-keys")
                .start(() -> keepReading(first.isEmpty() ? RETRY : refresh));
    }

    private TokenKeys first() throws InterruptedException {
        try {
            return read();
        } catch (IOException | IllegalArgumentException e) {
            if (isAddress()) {
                LOG.log(WARNING, "cannot read the key set source={0} why={1}", source, e);
                return TokenKeys.NONE;
            }
            throw new InvalidSetting(KEY, source, "a file with a JSON Web Key Set");
        }
    }

    private void keepReading(Duration firstPause) {
        var pause = firstPause;
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = readAgain() ? refresh : RETRY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean readAgain() throws InterruptedException {
        try {
            reader.accept(read());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(WARNING, "cannot read the key set again source={0} why={1}", source, e);
            return false;
        }
    }

    private boolean isAddress() {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private TokenKeys read() throws IOException, InterruptedException {
        return TokenKeys.ofJwks(isAddress() ? fetch() : Files.readString(Path.of(source)));
    }

    private String fetch() throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var request = HttpRequest.newBuilder(URI.create(source)).timeout(TIMEOUT).build();
            var body = BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES);
            var response = client.send(request, body);
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return response.body();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
