package io.monopod.gateway.route;

import io.monopod.datapath.call.Replayable;

/// The rules for calls under a path prefix.
///
/// @param prefix covers whole segments of a path: `/a.B/Get` covers `/a.B/Get` but not
///   `/a.B/GetAll`; `/a.B` and `/a.B/` are the same and cover every method of the service `a.B`,
///   but not the service `a.BC`; `/` covers everything
/// @param forwardToken whether the backend receives the token that the gateway has verified
public record Route(
        String prefix,
        Cluster cluster,
        Authentication authentication,
        Affinity affinity,
        OnFull onFull,
        OnInstanceLoss onInstanceLoss,
        Response response,
        boolean forwardToken) {
    static final String ROOT = "/";

    /// @throws IllegalArgumentException if the prefix does not start with a slash
    public Route {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a prefix must start with a slash: " + prefix);
        }
        while (prefix.endsWith("/") && !prefix.equals(ROOT)) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
    }

    /// How far a call may have progressed when its instance is lost and still be sent again.
    public Replayable replayable() {
        return switch (onInstanceLoss) {
            case FAIL, SESSION_LOST -> Replayable.NEVER;
            case REPLAY ->
                    switch (response) {
                        case SINGLE -> Replayable.UNSEEN;
                        case STREAM -> Replayable.STREAM;
                    };
        };
    }

    /// Whether calls keep their token. Without authentication the token is not meant for the
    /// gateway, so it is kept. The gateway's own services are trusted with it.
    public boolean passesToken() {
        return forwardToken
                || authentication == Authentication.NONE
                || cluster instanceof Cluster.Local;
    }

    /// Whether this route's prefix covers the path. A longer prefix may cover it too.
    boolean covers(String path) {
        if (prefix.equals(ROOT)) {
            return path.startsWith(ROOT);
        }
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
