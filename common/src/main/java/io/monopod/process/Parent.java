package io.monopod.process;

import java.io.IOException;
import java.io.InputStream;

/// The process that started this one and holds the other end of its standard input.
public final class Parent {
    private Parent() {}

    /// Exits this process, as SIGTERM would, when the parent is gone. This covers a killed parent
    /// too, since the kernel closes its pipe.
    public static void exitWithIt() {
        Thread.ofPlatform().daemon().name("parent").start(() -> exitAtEnd(System.in));
    }

    private static void exitAtEnd(InputStream input) {
        try {
            input.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A read error means that the parent is gone, too.
        }
        System.exit(0);
    }
}
