package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.BufferBudget;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameWriter;

/// The connection's flow-control window towards the peer, and the memory for DATA that is not
/// consumed yet. Guarded by the endpoint's lock.
///
/// The peer gets connection credit back as soon as DATA arrives. Otherwise streams that nobody
/// reads would close the connection's window for all others. When too much DATA waits, the windows
/// of all streams are lowered instead.
final class ConnectionCredit {
    private final ReceiveWindow window = new ReceiveWindow();
    private final WindowSize streamWindow;

    /// The size of the connection's window.
    private final int highMark;

    private final int lowMark;
    private final BufferBudget memory;
    private final FrameWriter writer;

    /// Bytes that were received and not consumed.
    private long held;

    /// Those of the held bytes that the peer got no credit for. Until it acknowledges the lower
    /// stream windows, nothing else bounds what it sends.
    private int withheld;

    /// @param streamWindow the size of each stream's window
    ConnectionCredit(
            EndpointConfig config,
            WindowSize streamWindow,
            BufferBudget memory,
            FrameWriter writer) {
        highMark = config.connectionWindow();
        lowMark = config.streamWindow();
        this.streamWindow = streamWindow;
        this.memory = memory;
        this.writer = writer;
    }

    /// DATA has arrived.
    ///
    /// @return whether there is memory for it; if not, the caller makes room or drops the DATA
    /// @throws ConnectionError if the peer exceeded the window
    boolean take(int byteCount) throws ConnectionError {
        if (!window.take(byteCount, highMark)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window exceeded");
        }
        held += byteCount;
        if (streamWindow.isLowering()) {
            withheld += byteCount;
        } else {
            grant(byteCount);
        }
        boolean room = memory.tryTake(byteCount);
        if (!room) {
            memory.take(byteCount);
        }
        return room;
    }

    /// Bytes of DATA were consumed.
    void consumed(int byteCount) {
        memory.giveBack(byteCount);
        held -= byteCount;
        int due = Math.min(byteCount, withheld);
        withheld -= due;
        grant(due);
    }

    /// The peer has acknowledged the lower stream windows, which bound it from now on.
    void grantWithheld() {
        int due = withheld;
        withheld = 0;
        grant(due);
    }

    /// Whether so much DATA waits that the stream windows must be lowered.
    boolean mustLowerWindows() {
        return held > highMark || (held > lowMark && memory.isTight());
    }

    /// Whether the stream windows may be raised again. The gap to [#mustLowerWindows()] keeps
    /// SETTINGS rare.
    boolean mayRaiseWindows() {
        return held < lowMark / 2 || (held < highMark / 2 && !memory.isTight());
    }

    private void grant(int byteCount) {
        int credit = window.consume(byteCount, highMark);
        if (credit > 0) {
            writer.windowUpdate(0, credit);
        }
    }
}
