package dmail.common.mbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZonedDateTime;

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
    /** The octets of a message, which can be read any number of times. */
    @FunctionalInterface
    public interface Message {
        /** {@return the octets from the first} */
        InputStream open() throws IOException;
    }
}
