package dmail.pop.session;

import dmail.common.net.WireWriter;
import dmail.pop.maildrop.Maildrop;
import java.io.IOException;

/** The lines of LIST and UIDL, made as octets: a mailbox may have very many. */
final class Listing {
    private static final int CAPACITY = 16 * 1024;
    private static final int LONGEST_NUMBER = 19;
    private static final int LONGEST_LINE = LONGEST_NUMBER + 1 + Maildrop.LONGEST_UIDL + 2;

    private final WireWriter out;
    private final byte[] octets;
    private int size;

    private Listing(WireWriter out, int messages) {
        this.out = out;
        this.octets = new byte[Math.min(CAPACITY, messages * LONGEST_LINE)];
    }

    /** Writes number and octets of each message that is not marked as deleted. */
    static void sizes(Maildrop maildrop, WireWriter out) throws IOException {
        Listing listing = new Listing(out, maildrop.size());
        for (int number = 1; number <= maildrop.size(); number++) {
            if (!maildrop.isDeleted(number)) {
                listing.begin(number);
                listing.put(maildrop.octets(number));
                listing.end();
            }
        }
        listing.flush();
    }

    /** Writes number and unique id of each message that is not marked as deleted. */
    static void uniqueIds(Maildrop maildrop, WireWriter out) throws IOException {
        Listing listing = new Listing(out, maildrop.size());
        for (int number = 1; number <= maildrop.size(); number++) {
            if (!maildrop.isDeleted(number)) {
                listing.begin(number);
                listing.size = maildrop.putUidl(number, listing.octets, listing.size);
                listing.end();
            }
        }
        listing.flush();
    }

    private void begin(int number) throws IOException {
        if (octets.length - size < LONGEST_LINE) {
            flush();
        }
        put(number);
        put(' ');
    }

    private void end() {
        put('\r');
        put('\n');
    }

    private void put(char c) {
        octets[size] = (byte) c;
        size++;
    }

    private void put(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            octets[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void flush() throws IOException {
        out.write(octets, 0, size);
        size = 0;
    }
}
