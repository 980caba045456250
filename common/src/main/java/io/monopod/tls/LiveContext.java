package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// A TLS context that follows its files: a thread checks them periodically. Invalid files change
/// nothing and log a warning.
final class LiveContext implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(1);

    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final System.Logger LOG = System.getLogger(LiveContext.class.getName());

    private final PemFiles files;
    private final @Nullable LiveKeys keys;
    private final @Nullable LiveTrust trust;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile SSLContext context;
    private String loaded;
    private int generation;

    /// @throws InvalidSetting if a file cannot be read or is invalid
    LiveContext(PemFiles files, Duration period) {
        this.files = files;
        loaded = files.fingerprint();
        var content = files.read(alias());
        keys = content.keys() == null ? null : new LiveKeys(content.keys());
        trust = content.trusted() == null ? null : new LiveTrust(content.trusted());
        context = makeContext();
        Thread.ofVirtual().name("tls-files").start(() -> watch(period));
    }

    /// The context for new handshakes. It is replaced with the files, so that no session made with
    /// the old ones is resumed.
    SSLContext context() {
        return context;
    }

    @Nullable KeyManager keys() {
        return keys;
    }

    @Nullable TrustManager trust() {
        return trust;
    }

    /// The protocols and cipher suites that HTTP/2 allows (RFC 9113, section 9.2).
    SSLParameters parameters() {
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites().toArray(String[]::new));
        return parameters;
    }

    List<String> cipherSuites() {
        return Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                .filter(LiveContext::isFitForHttp2)
                .toList();
    }

    private static boolean isFitForHttp2(String suite) {
        boolean ofTls13 = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
        boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
        return ofTls13 || (suite.startsWith("TLS_ECDHE_") && authenticated);
    }

    private void watch(Duration period) {
        var last = loaded;
        try {
            while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                var seen = files.fingerprint();
                // Certificate and key are written one after the other, so wait until neither
                // changes.
                if (seen.equals(last) && !seen.equals(loaded)) {
                    loaded = seen;
                    reload();
                }
                last = seen;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reload() {
        try {
            var content = files.read(alias());
            if (keys != null && content.keys() != null) {
                keys.replace(content.keys());
            }
            if (trust != null && content.trusted() != null) {
                trust.replace(content.trusted());
            }
            context = makeContext();
            LOG.log(Level.INFO, "TLS files were replaced section={0}", files.section());
        } catch (InvalidSetting e) {
            LOG.log(
                    Level.WARNING,
                    "TLS files are not usable, the ones before stay in use: {0}",
                    e.getMessage());
        }
    }

    private SSLContext makeContext() {
        try {
            var made = SSLContext.getInstance("TLS");
            made.init(
                    keys == null ? new KeyManager[0] : new KeyManager[] {keys},
                    trust == null ? new TrustManager[0] : new TrustManager[] {trust},
                    null);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private String alias() {
        generation++;
        return "generation-" + generation;
    }

    /// Stops the thread. The context stays usable.
    @Override
    public void close() {
        closed.countDown();
    }
}
