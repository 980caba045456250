package io.monopod.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class ListenPortTest {
    @Test
    void chosenPortsDifferAndAreBelowEphemeralRange() throws Exception {
        var ports = ListenPort.chooseFree(20);

        assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void takenPortIsRefusedAndNotChosen() throws Exception {
        int first = ListenPort.chooseFree(1).getFirst();
        assertThatCode(() -> ListenPort.requireFree("localhost", first)).doesNotThrowAnyException();

        try (var _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ListenPort.chooseFree(5_000)).doesNotContain(first);
            assertThatThrownBy(() -> ListenPort.requireFree("localhost", first))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot listen on localhost:" + first + ": Address already in use");
        }
    }
}
