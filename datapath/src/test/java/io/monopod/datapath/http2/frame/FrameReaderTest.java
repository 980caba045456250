package io.monopod.datapath.http2.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;

/// The memory that an incomplete frame holds.
class FrameReaderTest {
    private static final int A_KILOBYTE = 1024;
    private static final byte[] PREFACE = RawConnection.PREFACE;

    private final FrameReader<String> frames = new FrameReader<>((id, b, f, l, e) -> "", 65_536);

    @Test
    void everyPartOfThePrefaceHoldsLessThanAKilobyte() throws IOException {
        for (int length = 1; length < PREFACE.length; length++) {
            var reader = new FrameReader<String>((id, b, f, l, e) -> "", 65_536);
            var chunks = new Chunks(Arrays.copyOf(PREFACE, length + 1), length);

            reader.read(chunks);
            assertThat(reader.skipPreface()).isEqualTo(length);
            reader.read(chunks);

            assertThat(reader.array()).hasSizeLessThan(A_KILOBYTE);
        }
    }

    @Test
    void incompleteFrameHoldsOnlyReceivedBytes() throws IOException {
        var declared = new RawFrame(RawFrame.DATA, 0, 1, new byte[16_384]).bytes();
        var chunks = new Chunks(declared, 9);

        frames.read(chunks);
        frames.parse();
        frames.read(chunks);

        assertThat(frames.array()).hasSizeLessThan(A_KILOBYTE);
    }

    @Test
    void frameThatArrivesInSmallPartsIsReadWhole() throws IOException {
        var sent = new RawFrame(RawFrame.DATA, 0, 1, new byte[16_384]).bytes();
        var chunks = new Chunks(sent, 100);

        while (!frames.hasFinished()) {
            assertThat(frames.read(chunks)).isTrue();
            frames.parse();
            assertThat(frames.array()).hasSizeLessThan(64 * A_KILOBYTE + 1);
        }

        assertThat(frames.nextFrame()).isZero();
        assertThat(frames.nextFrame()).isEqualTo(-1);
    }

    @Test
    void fullBufferStillGrowsAfterShrinkIdle() throws IOException {
        var sent = new RawFrame(RawFrame.DATA, 0, 1, new byte[600]).bytes();
        var chunks = new Chunks(sent, 512);

        frames.read(chunks);
        frames.parse();
        frames.shrinkIdle();

        assertThat(frames.read(chunks)).isTrue();
        frames.parse();
        assertThat(frames.hasFinished()).isTrue();
    }
}
