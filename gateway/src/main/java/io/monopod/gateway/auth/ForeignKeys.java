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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The keys of another token issuer. They are read again periodically, because such keys change.
///
/// A later read that fails is logged and leaves the keys unchanged.
final class ForeignKeys implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ForeignKeys.class.getName());

    private static final String KEY = "auth.jwks";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_RETRY = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;

    private final String source;
    private final Duration refresh;
    private final Duration retry;
    private final Consumer<TokenKeys> reader;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param source a file, or an address that starts with `http://` or `https://`
    /// @param reader receives the keys of each read, the first on the starting thread
    ForeignKeys(String source, Duration refresh, Consumer<TokenKeys> reader) {
        this.source = source;
        this.refresh = refresh;
        this.retry = refresh.compareTo(MAX_RETRY) < 0 ? refresh : MAX_RETRY;
        this.reader = reader;
    }

    /// Reads the keys once, then repeats that in the background. An address that does not answer
    /// yet gives no keys.
    ///
    /// @throws InvalidSetting if the source is a file without a valid key set
    void start() throws InterruptedException {
        var first = first();
        reader.accept(first);
        Thread.ofVirtual()
                .name("foreign-keys")
                .start(() -> keepReading(first.isEmpty() ? retry : refresh));
    }

    private TokenKeys first() throws InterruptedException {
        try {
            return read();
        } catch (IOException | IllegalArgumentException e) {
            if (isAddress()) {
                LOG.log(WARNING, "cannot read the key set source={0} error={1}", source, e);
                return TokenKeys.NONE;
            }
            throw new InvalidSetting(KEY, source, "a file with a JSON Web Key Set");
        }
    }

    private void keepReading(Duration firstPause) {
        var pause = firstPause;
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = readAgain() ? refresh : retry;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the keys were read. If not, the next read follows after `refresh`, but at most
    /// [#MAX_RETRY].
    private boolean readAgain() throws InterruptedException {
        try {
            reader.accept(read());
            return true;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            LOG.log(WARNING, "cannot reload the key set source={0} error={1}", source, e);
            return false;
        }
    }

    private boolean isAddress() {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private TokenKeys read() throws IOException, InterruptedException {
        return TokenKeys.ofJwks(isAddress() ? fetch() : Files.readString(Path.of(source)));
    }

    /// Within [#TIMEOUT] altogether: the timeout of an HTTP request covers the response's headers
    /// only.
    private String fetch() throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            var request = HttpRequest.newBuilder(URI.create(source)).timeout(TIMEOUT).build();
            var body = BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES);
            var response =
                    client.sendAsync(request, body).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
        } finally {
            client.shutdownNow();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
