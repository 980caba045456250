package io.monopod.gateway.route;

/// What goes for every call below a prefix.
///
/// @param prefix covers whole segments of a path: `/a.B/Get` covers `/a.B/Get` but not
///   `/a.B/GetAll`; `/a.B` and `/a.B/` are the same and cover every method of the service `a.B`,
///   but not the service `a.BC`; `/` covers everything
public record Route(
        String prefix,
        Cluster cluster,
        Authentication authentication,
        Affinity affinity,
        OnFull onFull,
        OnInstanceLoss onInstanceLoss,
        Response response) {
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

    /// Whether this route covers the path, and maybe others cover it more closely.
    boolean covers(String path) {
        if (prefix.equals(ROOT)) {
            return path.startsWith(ROOT);
        }
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
