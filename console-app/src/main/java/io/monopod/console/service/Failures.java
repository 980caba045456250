package io.monopod.console.service;

import io.monopod.console.text.Texts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;

/// Failures in plain words.
public final class Failures {
    private Failures() {}

    public static String plain(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> Texts.text("failure.no-answer");
            case ConnectException _ -> Texts.text("failure.nobody");
            case UnknownHostException _ -> Texts.text("failure.unknown-host");
            case NoSuchFileException missing -> Texts.text("failure.no-file", missing.getFile());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
