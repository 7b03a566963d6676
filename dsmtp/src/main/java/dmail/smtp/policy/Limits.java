package dmail.smtp.policy;

import java.time.Duration;

/**
 * The limits of a session.
 *
 * @param messageSize octets of a message without headers that we add; {@link #ANY_SIZE} for no
 *     limit
 * @param recipients of one message; RFC 5321 section 4.5.3.1.8 asks for at least 100
 * @param errors refused commands before the session is closed
 * @param received Received headers of a message, beyond which it counts as looping (RFC 5321
 *     section 6.3 asks for at least 100)
 * @param silence the time-out for input (section 4.5.3.2.7 asks for 5 minutes), and for one command
 *     or 16 KiB of a message
 */
public record Limits(long messageSize, int recipients, int errors, int received, Duration silence) {
    /** No limit for the size of a message. */
    public static final long ANY_SIZE = Long.MAX_VALUE;

    /** RFC 5321 section 6.3. */
    public static final int MOST_RECEIVED = 100;

    /** {@return the same with another size of messages} */
    public Limits withMessageSize(long octets) {
        return new Limits(octets, recipients, errors, received, silence);
    }

    /** {@return the same with another number of recipients} */
    public Limits withRecipients(int most) {
        return new Limits(messageSize, most, errors, received, silence);
    }

    public boolean allowsSize(long octets) {
        return octets <= messageSize;
    }

    public boolean allowsOneMoreRecipient(int already) {
        return already < recipients;
    }

    public boolean allowsErrors(int count) {
        return count < errors;
    }

    public boolean allowsReceived(int count) {
        return count <= received;
    }

    /**
     * {@return the number after SIZE in the reply to EHLO; 0 means no limit (RFC 1870 section 3)}
     */
    public long announcedSize() {
        return messageSize == ANY_SIZE ? 0 : messageSize;
    }
}
