package io.monopod.datapath.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Incoming;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

class MessageQueueTest {
    private static final byte[] GIBIBYTE = {0, 0x40, 0, 0, 0};

    /// The announced messages would not fit into memory.
    @Test
    void announcedMessagesTakeNoMemory() {
        var queues = new ArrayList<MessageQueue>();

        for (int i = 0; i < 10_000; i++) {
            var queue = new MessageQueue(Integer.MAX_VALUE);
            queue.add(GIBIBYTE, 0, GIBIBYTE.length);
            queues.add(queue);
        }

        assertThat(queues).allMatch(queue -> queue.poll(true) == null);
    }

    @Test
    void creditCoversExactlyTheNextMessage() {
        var queue = new MessageQueue(100);
        var two = new byte[] {0, 0, 0, 0, 2, 7, 7, 0, 0, 0, 0, 1, 8};

        queue.add(two, 0, 6);
        assertThat(queue.credited()).isEqualTo(6); // otherwise its rest might never come

        queue.add(two, 6, 7);
        assertThat(queue.credited()).isZero();
        assertThat(queue.poll(false)).isNull();

        assertThat(queue.poll(true)).isInstanceOf(Incoming.Message.class);
        assertThat(queue.credited()).isEqualTo(7);
        assertThat(queue.poll(true)).isInstanceOf(Incoming.Message.class);
        assertThat(queue.credited()).isEqualTo(13);
    }

    @Test
    void endComesOnceAfterTheMessages() {
        var queue = new MessageQueue(100);
        queue.add(new byte[] {0, 0, 0, 0, 0}, 0, 5);
        queue.ended();

        assertThat(queue.poll(false)).isNull();
        assertThat(queue.poll(true)).isInstanceOf(Incoming.Message.class);
        assertThat(queue.poll(false)).isEqualTo(new Incoming.End());
        assertThat(queue.poll(true)).isNull();
    }
}
