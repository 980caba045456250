package io.monopod.agent.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A named pipe for the output of one process. The pipe of [Process] will not do: when the process
/// ends, the JDK reads all that is in it, into memory and under the lock of its stream, for as long
/// as anything else writes to it (`ProcessPipeInputStream.processExited`).
///
/// @param reader its reading end: only `available` and `read` of what is available do not block
/// @param file its name, which is needed only until the process has opened it
record OutputPipe(InputStream reader, File file) {
    /// @throws IOException if it cannot be made, with a message for the user
    static OutputPipe open() throws IOException, InterruptedException {
        // Nobody else can replace it: its name cannot be guessed, and the directory is sticky.
        var file = new File(System.getProperty("java.io.tmpdir"), "monopod-" + UUID.randomUUID());
        try {
            make(file);
            // While it is open, neither end blocks when it is opened. So is the writing end
            // afterwards, since there is a reader.
            try (var _ = new RandomAccessFile(file, "rw")) {
                return new OutputPipe(new FileInputStream(file), file);
            }
        } catch (IOException | InterruptedException e) {
            boolean _ = file.delete();
            throw e;
        }
    }

    private static void make(File file) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("mkfifo", "-m", "600", file.toString())
                        .redirectErrorStream(true);
        builder.environment().clear(); // it needs no secret
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("no pipe for its output: " + said.strip());
        }
    }
}
