package io.monopod.gateway.store.etcd;

import io.grpc.Status;
import io.grpc.StatusException;
import io.monopod.config.HostPort;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLException;

/// Why a member did not do what was asked, in one line for people.
///
/// @param member that was asked
record EtcdFault(HostPort member, StatusException failure) {
    /// What is behind it, the most telling last: a member that is asked again and again says less
    /// when the time runs out than before.
    private enum Kind {
        SILENT,
        OTHER,
        UNREACHED,
        TLS,
        REFUSED
    }

    private Kind kind() {
        if (isFinal(failure.getStatus())) {
            return Kind.REFUSED;
        }
        return switch (failure.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, CANCELLED -> Kind.SILENT;
            case UNAVAILABLE -> {
                if (find(SSLException.class) != null) {
                    yield Kind.TLS;
                }
                yield failure.getStatus().getCause() == null ? Kind.OTHER : Kind.UNREACHED;
            }
            default -> Kind.OTHER;
        };
    }

    /// The one of two that says more.
    static EtcdFault worse(@Nullable EtcdFault before, EtcdFault now) {
        return before == null || now.kind().compareTo(before.kind()) >= 0 ? now : before;
    }

    /// Whether a new login may help: the token has expired, its member has restarted, or what users
    /// may do has changed since.
    static boolean isOfToken(Status status) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                || description(status).contains("revision of auth store is old");
    }

    /// Whether another try cannot help, before someone has acted.
    static boolean isFinal(Status status) {
        if (isOfToken(status)) {
            return false;
        }
        return switch (status.getCode()) {
            case PERMISSION_DENIED, INVALID_ARGUMENT, UNIMPLEMENTED, FAILED_PRECONDITION -> true;
            // Also of a member that has too many requests.
            case RESOURCE_EXHAUSTED -> description(status).contains("space exceeded");
            default -> false;
        };
    }

    /// With the keys of the configuration that may be wrong.
    String text() {
        var status = failure.getStatus();
        return "etcd at "
                + member
                + switch (kind()) {
                    case SILENT -> " does not answer (store.endpoints, store.tls)";
                    case UNREACHED -> " cannot be reached (store.endpoints, store.tls): " + root();
                    case TLS -> ": TLS fails (store.tls): " + root();
                    case OTHER -> " fails: " + status.getCode() + " " + description(status);
                    case REFUSED -> " refuses" + setting(status) + ": " + description(status);
                };
    }

    private static String setting(Status status) {
        var said = description(status);
        boolean login =
                said.contains("authentication")
                        || said.contains("user name")
                        || status.getCode() == Status.Code.PERMISSION_DENIED;
        return login ? " the login (store.user, store.password)" : "";
    }

    private <T extends Throwable> @Nullable T find(Class<T> type) {
        for (var cause = failure.getStatus().getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private String root() {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return oneLine(String.valueOf(cause.getMessage()));
    }

    private static String description(Status status) {
        var said = status.getDescription();
        return said == null ? status.getCode().toString() : oneLine(said);
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
