package dmail.smtp.submission;

import dmail.smtp.protocol.CommandParser;

/**
 * How much of a pickup file is read.
 *
 * @param octets of the whole session: the envelope and the largest message
 * @param replies octets that the server's replies may have
 */
public record PickupLimits(long octets, int replies) {
    /** EHLO, MAIL, BDAT and QUIT, and some more. */
    private static final int OTHER_LINES = 16;

    private static final int LONGEST_LINE = CommandParser.LONGEST_LINE + 2;

    /**
     * {@return the most that a session needs}
     *
     * @param message octets of the largest message, or {@link Long#MAX_VALUE}
     * @param recipients of one message, at most
     */
    public static PickupLimits of(long message, int recipients) {
        long envelope = ((long) recipients + OTHER_LINES) * LONGEST_LINE;
        long octets = message > Long.MAX_VALUE - envelope ? Long.MAX_VALUE : message + envelope;
        return new PickupLimits(octets, (int) Math.min(envelope, Integer.MAX_VALUE - OTHER_LINES));
    }
}
