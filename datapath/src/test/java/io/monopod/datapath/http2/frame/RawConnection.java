package io.monopod.datapath.http2.frame;

import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// One end of a connection. It sends any frames that the test wants, and reads frame by frame.
public final class RawConnection implements AutoCloseable {
    public static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final HeaderDecoder<HeaderList> decoder = new HeaderDecoder<>(1 << 20, list -> list);

    public RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    /// A client connection before its preface.
    public static RawConnection to(int port) throws IOException {
        return to(port, 0);
    }

    /// @param receiveBuffer the size of the kernel's receive buffer in bytes, 0 for its default
    public static RawConnection to(int port, int receiveBuffer) throws IOException {
        var socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawConnection(socket);
    }

    /// A client connection after the exchange of SETTINGS.
    ///
    /// @param settings id, value, id, value, ...
    public static RawConnection client(int port, int... settings) throws IOException {
        var connection = to(port);
        connection.greet(settings);
        return connection;
    }

    /// Sends the client's preface and SETTINGS, and reads the server's SETTINGS.
    public void greet(int... settings) throws IOException {
        send(PREFACE);
        send(RawFrame.settings(settings));
        await(frame -> frame.is(Frame.SETTINGS) && !frame.has(Frame.ACK));
        send(RawFrame.settingsAck());
        await(frame -> frame.is(Frame.SETTINGS) && frame.has(Frame.ACK));
    }

    /// Reads the client's preface and SETTINGS, and sends the server's SETTINGS.
    public void welcome(int... settings) throws IOException {
        in.readNBytes(PREFACE.length);
        send(RawFrame.settings(settings), RawFrame.settingsAck());
    }

    public void send(RawFrame... frames) throws IOException {
        var bytes = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            bytes[i] = frames[i].bytes();
        }
        send(RawFrame.join(bytes));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// Whether the peer sees us at that address.
    public boolean isConnectedTo(SocketAddress address) {
        return address.equals(socket.getLocalSocketAddress());
    }

    /// Sends bytes that may make the peer close the connection.
    ///
    /// @return false if it has closed the connection; frames that it sent can still be read
    public boolean trySend(byte[] bytes) {
        try {
            send(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Sends bytes that may make the peer close the connection, and then ends the output.
    public void sendLast(byte[] bytes) throws IOException {
        if (trySend(bytes) && !socket.isClosed()) {
            try {
                socket.shutdownOutput();
            } catch (SocketException e) {
                // the peer has closed the connection meanwhile
            }
        }
    }

    /// @return null if the peer has closed the connection
    public @Nullable RawFrame next() throws IOException {
        try {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int streamId = in.readInt();
            var payload = in.readNBytes(lengthAndType >>> 8);
            return new RawFrame(lengthAndType & 0xff, flags, streamId, payload);
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /// Reads until a frame matches.
    public RawFrame await(Predicate<RawFrame> wanted) throws IOException {
        for (var frame = next(); frame != null; frame = next()) {
            if (wanted.test(frame)) {
                return frame;
            }
        }
        throw new AssertionError("the connection was closed");
    }

    public RawFrame await(int type) throws IOException {
        return await(frame -> frame.is(type));
    }

    /// Reads until header fields arrive on that stream.
    public HeaderList awaitHeaders(int streamId) throws IOException {
        var block = await(frame -> frame.is(Frame.HEADERS) && frame.streamId() == streamId);
        return decode(block.payload());
    }

    /// Reads until the peer closes the connection.
    public void awaitEnd() throws IOException {
        while (next() != null) {
            // discards the remaining frames
        }
    }

    public HeaderList decode(byte[] block) {
        try {
            var list = decoder.decode(block, 0, block.length);
            if (list == null) {
                throw new AssertionError("the list is too large");
            }
            return list;
        } catch (ConnectionError e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
