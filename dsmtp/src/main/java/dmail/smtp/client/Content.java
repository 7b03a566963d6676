package dmail.smtp.client;

import dmail.smtp.message.Body;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Which parts of a message have octets above 127.
 *
 * @param header whether the message's header has; headers of MIME parts count as body
 */
record Content(boolean header, boolean body) {
    private static final int PIECE = 8 * 1024;

    boolean isEightBit() {
        return header || body;
    }

    /** Reads the whole message. */
    static Content of(Body body) throws UnreadableMessageException {
        try (InputStream in = open(body)) {
            return of(in);
        } catch (UnreadableMessageException why) {
            throw why;
        } catch (IOException why) {
            throw new UnreadableMessageException(why);
        }
    }

    /**
     * {@return the octets of a body; each failure to read it becomes an {@link
     * UnreadableMessageException}}
     */
    static InputStream open(Body body) throws UnreadableMessageException {
        try {
            return new OurInput(body.open());
        } catch (IOException why) {
            throw new UnreadableMessageException(why);
        }
    }

    private static final class OurInput extends FilterInputStream {
        OurInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int from, int count) throws UnreadableMessageException {
            try {
                return in.read(target, from, count);
            } catch (IOException why) {
                throw new UnreadableMessageException(why);
            }
        }
    }

    private static Content of(InputStream in) throws IOException {
        byte[] octets = new byte[PIECE];
        boolean inHeader = true;
        boolean lineEmpty = true;
        int header = 0;
        int rest = 0;
        for (int count = in.read(octets); count > 0; count = in.read(octets)) {
            int i = 0;
            while (inHeader && i < count) {
                byte octet = octets[i++];
                header |= octet;
                inHeader = !(octet == '\n' && lineEmpty);
                lineEmpty = octet == '\n' || (lineEmpty && octet == '\r');
            }
            while (i < count) {
                rest |= octets[i++];
            }
        }
        return new Content(header < 0, rest < 0);
    }
}
