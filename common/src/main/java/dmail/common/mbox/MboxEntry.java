package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/**
 * A message in a drop file: the From line, Return-Path, the message, a blank line. Encoding it
 * again gives the same octets, so that a later attempt can tell whether it is there.
 *
 * @param id its queue id
 * @param sender the reverse path, empty for the null one
 * @param date when it was accepted, in the zone that readers of the From line are to see
 * @param message its octets as received, our Received header first
 */
public record MboxEntry(String id, String sender, ZonedDateTime date, Message message) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The octets of a message, which can be read any number of times. */
    @FunctionalInterface
    public interface Message {
        /** {@return the octets from the first} */
        InputStream open() throws IOException;
    }

    void encode(OctetSink sink) throws IOException {
        write(sink, FromLine.octets(sender, date));
        write(sink, returnPath());
        try (InputStream octets = message.open()) {
            new MboxEncoder(sink).encode(octets);
        }
        write(sink, new byte[] {'\n'});
    }

    private byte[] returnPath() {
        String safe = CONTROL.matcher(sender).replaceAll("-");
        return ("Return-Path: <" + safe + ">\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(OctetSink sink, byte[] octets) throws IOException {
        sink.write(octets, 0, octets.length);
    }
}
