package io.monopod.tls;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// The current key. A handshake first chooses it by alias and then fetches it by that alias, so the
/// previous key is kept for handshakes that chose it before the replacement.
final class LiveKeys extends X509ExtendedKeyManager {
    private record Generations(X509ExtendedKeyManager now, X509ExtendedKeyManager before) {}

    private volatile Generations generations;

    LiveKeys(X509ExtendedKeyManager first) {
        generations = new Generations(first, first);
    }

    void replace(X509ExtendedKeyManager next) {
        generations = new Generations(next, generations.now);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return generations.now.getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return generations.now.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return generations.now.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return generations.now.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return generations.now.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return generations.now.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var chain = generations.now.getCertificateChain(alias);
        return chain == null ? generations.before.getCertificateChain(alias) : chain;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var key = generations.now.getPrivateKey(alias);
        return key == null ? generations.before.getPrivateKey(alias) : key;
    }
}
