package io.monopod.token;

import io.helidon.security.jwt.JwtException;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import io.helidon.security.jwt.jwk.JwkOctet;
import io.helidon.security.jwt.jwk.JwkRSA;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The keys that may sign a token. Each key is for one algorithm, so that nobody can use a public
/// key as an HMAC secret ("algorithm confusion", RFC 8725, section 2.1). Immutable.
public final class TokenKeys {
    public static final TokenKeys NONE = new TokenKeys(List.of());

    private static final Set<String> ALGORITHMS =
            Set.of(JwkEC.ALG_ES256, JwkRSA.ALG_RS256, JwkOctet.ALG_HS256);

    /// The members of a public key (RFC 7518, section 6). Other members of a key set, such as a
    /// private part, are not published.
    private static final List<String> PUBLIC_MEMBERS =
            List.of("kty", "kid", "alg", "use", "crv", "x", "y", "n", "e");

    /// @param json the public key; empty for a shared secret
    private record Entry(Jwk key, Optional<JsonObject> json) {}

    private final List<Entry> entries;

    private TokenKeys(List<Entry> entries) {
        this.entries = entries;
    }

    /// The usable public keys of a key set (RFC 7517): ES256 and RS256, for signatures. Others are
    /// ignored, as the RFC requires (section 5).
    ///
    /// @throws IllegalArgumentException if `jwks` is not a key set
    public static TokenKeys ofJwks(String jwks) {
        var entries = new ArrayList<Entry>();
        for (var value : keysOf(jwks)) {
            usable(value, entries.size()).ifPresent(entries::add);
        }
        return new TokenKeys(List.copyOf(entries));
    }

    /// A shared secret for HS256, for tokens of other issuers.
    public static TokenKeys ofHs256Secret(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var json =
                Json.createObjectBuilder()
                        .add("kty", Jwk.KEY_TYPE_OCT)
                        .add("kid", "hs256")
                        .add("alg", JwkOctet.ALG_HS256)
                        .add("k", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                        .build();
        return new TokenKeys(List.of(new Entry(Jwk.create(json), Optional.empty())));
    }

    public TokenKeys plus(TokenKeys others) {
        return new TokenKeys(Stream.concat(entries.stream(), others.entries.stream()).toList());
    }

    /// These keys without those that share an id with one of `others`.
    public TokenKeys without(TokenKeys others) {
        var taken = others.entries.stream().map(entry -> entry.key.keyId()).toList();
        return new TokenKeys(
                entries.stream().filter(entry -> !taken.contains(entry.key.keyId())).toList());
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The public keys as a key set (RFC 7517). It contains no secrets.
    public String toJwks() {
        var keys = Json.createArrayBuilder();
        entries.forEach(entry -> entry.json.ifPresent(keys::add));
        return Json.createObjectBuilder().add("keys", keys).build().toString();
    }

    /// Whether one of these keys signed the token. The token's `alg` must equal the key's, so
    /// "none" never matches; without a `kid` there must be exactly one key of that `alg`.
    boolean signed(SignedJwt token) {
        var headers = token.getJwt().headers();
        var algorithm = headers.algorithm().orElse("");
        var keyId = headers.keyId();
        var fitting =
                entries.stream()
                        .map(Entry::key)
                        .filter(key -> key.algorithm().equals(algorithm))
                        .filter(key -> keyId.isEmpty() || key.keyId().equals(keyId.get()))
                        .toList();
        return fitting.size() == 1
                && fitting.getFirst().verifySignature(token.getSignedBytes(), token.getSignature());
    }

    private static JsonArray keysOf(String jwks) {
        JsonDepth.check(jwks);
        try (var reader = Json.createReader(new StringReader(jwks))) {
            var keys = reader.readObject().getJsonArray("keys");
            if (keys != null) {
                return keys;
            }
        } catch (JsonException | ClassCastException e) {
            throw new IllegalArgumentException("not a JSON Web Key Set", e);
        }
        throw new IllegalArgumentException("not a JSON Web Key Set: it has no keys");
    }

    private static Optional<Entry> usable(JsonValue value, int index) {
        if (!(value instanceof JsonObject object) || object.getString("use", "sig").equals("enc")) {
            return Optional.empty();
        }
        var json = Json.createObjectBuilder();
        PUBLIC_MEMBERS.stream()
                .filter(object::containsKey)
                .forEach(member -> json.add(member, object.get(member)));
        if (!object.containsKey("kid")) {
            json.add("kid", "key-" + index);
        }
        var publicPart = json.build();
        try {
            var key = Jwk.create(publicPart);
            return ALGORITHMS.contains(key.algorithm())
                    ? Optional.of(new Entry(key, Optional.of(publicPart)))
                    : Optional.empty();
        } catch (JwtException | ClassCastException | IllegalArgumentException e) {
            // The member is missing or has the wrong type.
            return Optional.empty();
        }
    }
}
