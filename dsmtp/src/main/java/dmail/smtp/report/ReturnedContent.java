package dmail.smtp.report;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.protocol.Ret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a report returns of the original: its header, or all of it.
 *
 * @param whole whether all of it
 * @param eightBit whether that has octets above 127
 * @param length octets from the start of the original
 */
public record ReturnedContent(boolean whole, boolean eightBit, long length) {
    /** A longer message is returned without its text, whatever RET says, as Postfix does. */
    static final long LONGEST_WHOLE = 50_000;

    /** A header that is longer is cut off at the end of a line. */
    static final int LONGEST_HEADER = 32 << 10;

    private static final int PIECE = 8 << 10;

    /** Takes octets. */
    @FunctionalInterface
    public interface Target {
        /** Takes the first octets of the array. */
        void write(byte[] octets, int length) throws IOException;
    }

    /** Reads the original. */
    public static ReturnedContent of(Report report, Body body, ReportSettings reportSettings)
            throws IOException {
        boolean whole = isWanted(report, reportSettings) && body.length() <= LONGEST_WHOLE;
        long length = whole ? body.length() : headerLength(body);
        return new ReturnedContent(whole, hasEightBit(body, length), length);
    }

    /** RFC 3461 section 4.3: only a failed message may be returned whole. */
    private static boolean isWanted(Report report, ReportSettings reportSettings) {
        Envelope original = report.original();
        return report.reason() instanceof ReportReason.Failure
                && switch (original.reports().ret()) {
                    case Ret.UNSET -> reportSettings.wholeMessages();
                    case Ret.FULL -> true;
                    case Ret.HDRS -> false;
                };
    }

    private static int headerLength(Body body) throws IOException {
        byte[] start;
        try (InputStream in = body.open()) {
            start = in.readNBytes(LONGEST_HEADER);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        int blankLine = text.indexOf("\r\n\r\n");
        if (blankLine >= 0) {
            return blankLine + "\r\n".length();
        }
        int lastLine = text.lastIndexOf("\r\n");
        boolean cut = start.length == LONGEST_HEADER && lastLine >= 0;
        return cut ? lastLine + "\r\n".length() : start.length;
    }

    private static boolean hasEightBit(Body body, long length) throws IOException {
        EightBitLook look = new EightBitLook();
        copy(body, length, look);
        return look.found;
    }

    private static final class EightBitLook implements Target {
        private boolean found;

        @Override
        public void write(byte[] octets, int length) {
            for (int i = 0; i < length && !found; i++) {
                found = octets[i] < 0;
            }
        }
    }

    /** Writes it. */
    public void copy(Body body, Target target) throws IOException {
        copy(body, length, target);
    }

    private static void copy(Body body, long length, Target target) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = body.open()) {
            long left = length;
            while (left > 0) {
                int count = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
                if (count == 0) {
                    throw new IOException("the message ends too early");
                }
                target.write(piece, count);
                left -= count;
            }
        }
    }
}
