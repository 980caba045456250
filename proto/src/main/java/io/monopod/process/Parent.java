package io.monopod.process;

import java.io.IOException;
import java.io.InputStream;

/// The process that started this one and holds the other end of its standard input.
public final class Parent {
    private Parent() {}

    /// Ends this process, as SIGTERM would, when the parent is gone, however it went: the kernel
    /// closes the pipe of a process that was killed, too.
    public static void exitWithIt() {
        Thread.ofPlatform().daemon().name("parent").start(() -> exitAtEnd(System.in));
    }

    private static void exitAtEnd(InputStream input) {
        try {
            input.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as the end.
        }
        System.exit(0);
    }
}
