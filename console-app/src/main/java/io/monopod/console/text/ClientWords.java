package io.monopod.console.text;

import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.SessionRecord;

/// The state of a client in words.
public final class ClientWords {
    private ClientWords() {}

    /// Its group, or its place in line.
    public static String state(ClientRow row) {
        SessionRecord.Place place = row.session().waits();
        return place == null
                ? Texts.text("group", row.group())
                : Texts.text("client.in-line", ordinal(place.position()));
    }

    /// `1st`, `2nd`, `3rd`, `11th`.
    static String ordinal(int number) {
        int tens = number % 100;
        boolean teen = tens >= 11 && tens <= 13;
        String ending =
                switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return Figures.count(number) + ending;
    }
}
