package io.monopod.datapath.downstream;

import io.monopod.datapath.call.HealthProbes;
import io.monopod.datapath.connection.Deadlines;
import io.monopod.datapath.connection.Http2Connection;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.Frame;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;

/// The client's connection preface (RFC 9113, section 3.4).
record Preface(
        FrameReader<?> frames, Transport transport, Deadlines deadlines, HealthProbes health) {
    /// Blocks until the preface has arrived.
    ///
    /// @param begun runs when its first bytes have arrived
    /// @return false if the client closed the connection, or got an HTTP/1 answer
    /// @throws ConnectionError if other bytes arrived
    boolean read(Http2Connection<?> downstream, Runnable begun)
            throws IOException, ConnectionError {
        int seen = frames.skipPreface();
        while (seen >= 0 && seen < Frame.PREFACE_SIZE) {
            if (seen > 0) {
                begun.run();
            }
            if (!downstream.read(frames, transport)) {
                return false;
            }
            seen = frames.skipPreface();
        }
        if (seen >= 0) {
            begun.run();
            return true;
        }
        var request = frames.unread();
        while (Http1.mayBeRequest(request) && !Http1.hasRequestLine(request)) {
            if (!downstream.read(frames, transport)) {
                return false;
            }
            request = frames.unread();
        }
        if (!Http1.mayBeRequest(request)) {
            throw ConnectionError.protocol("not HTTP/2");
        }
        var answer = Http1.answerTo(request, health);
        transport.write(answer, 0, answer.length);
        new LingeringClose(transport, deadlines).close();
        return false;
    }
}
