package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.auth.Peer;

import org.junit.jupiter.api.Test;

class WatchPlacesTest {
    private static final int SIZE = 1024;

    private final WatchPlaces places = new WatchPlaces(SIZE);

    @Test
    void oneConnectionCannotUseAllPlacesOfItsAddress() {
        int first = takeAll(peer("10.0.0.1", 1));

        assertThat(first).isBetween(SIZE / 4, SIZE / 2);
        assertThat(places.tryTake(peer("10.0.0.1", 2))).isTrue();
    }

    @Test
    void oneAddressGetsHalfOfThePlaces() {
        int taken = 0;
        for (int port = 1; port <= SIZE; port++) {
            taken += takeAll(peer("10.0.0.1", port));
        }

        assertThat(taken).isEqualTo(SIZE / 2);
        assertThat(takeAll(peer("10.0.0.2", 1))).isPositive();
    }

    @Test
    void allPlacesCanBeUsed() {
        int taken = 0;
        for (int host = 0; host < 250; host++) {
            for (int port = 1; port <= SIZE; port++) {
                taken += takeAll(peer("10.0.0." + host, port));
            }
        }

        assertThat(taken).isEqualTo(SIZE);
    }

    @Test
    void releasedPlaceIsAvailableAgain() {
        var peer = peer("10.0.0.1", 1);
        int taken = takeAll(peer);

        for (int i = 0; i < taken; i++) {
            places.giveBack(peer);
        }

        assertThat(takeAll(peer("10.0.0.2", 1))).isEqualTo(taken);
    }

    private int takeAll(Peer peer) {
        int taken = 0;
        while (places.tryTake(peer)) {
            taken++;
        }
        return taken;
    }

    private static Peer peer(String address, int port) {
        return new Peer(address, address + ":" + port);
    }
}
