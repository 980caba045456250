package io.monopod.instance;

import io.monopod.config.HostPort;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// The address at which others reach a listener of this process.
final class AdvertisedAddress {
    private AdvertisedAddress() {}

    /// @param host as configured; a wildcard stands for this machine's own address
    static HostPort of(String host, int port) {
        try {
            var address = InetAddress.getByName(host);
            return new HostPort(
                    address.isAnyLocalAddress()
                            ? InetAddress.getLocalHost().getHostAddress()
                            : host,
                    port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
