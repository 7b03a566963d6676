package dmail.pop.session;

import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import dmail.common.net.WireWriter;
import dmail.pop.maildrop.Maildrop;
import java.io.IOException;

/** Builds the lines of LIST and UIDL as octets: a mailbox may have very many. */
final class Listing implements AutoCloseable {
    private static final int CAPACITY = 16 * 1024;

    /** Enough, but slower; a session always has that much. */
    private static final int LITTLE = 1024;

    private static final int LONGEST_NUMBER = 19;
    private static final int LONGEST_LINE = LONGEST_NUMBER + 1 + Maildrop.LONGEST_UIDL + 2;

    private final WireWriter out;
    private final MemorySource memory;
    private final int taken;
    private final byte[] octets;
    private int size;

    private Listing(WireWriter out, MemorySource memory, int messages) {
        int wanted = (int) Math.min(CAPACITY, (long) messages * LONGEST_LINE);
        this.out = out;
        this.memory = memory;
        this.taken =
                wanted > LITTLE && memory.takeIfPlenty(MemoryUse.SESSIONS, wanted) ? wanted : 0;
        this.octets = new byte[taken > 0 ? wanted : Math.min(wanted, LITTLE)];
    }

    /** Writes number and octets of each message that is not marked as deleted. */
    static void sizes(Maildrop maildrop, WireWriter out, MemorySource memory) throws IOException {
        try (Listing listing = new Listing(out, memory, maildrop.size())) {
            for (int number = 1; number <= maildrop.size(); number++) {
                if (!maildrop.isDeleted(number)) {
                    listing.begin(number);
                    listing.put(maildrop.octets(number));
                    listing.end();
                }
            }
            listing.flush();
        }
    }

    /** Writes number and unique id of each message that is not marked as deleted. */
    static void uniqueIds(Maildrop maildrop, WireWriter out, MemorySource memory)
            throws IOException {
        try (Listing listing = new Listing(out, memory, maildrop.size())) {
            for (int number = 1; number <= maildrop.size(); number++) {
                if (!maildrop.isDeleted(number)) {
                    listing.begin(number);
                    listing.size = maildrop.putUidl(number, listing.octets, listing.size);
                    listing.end();
                }
            }
            listing.flush();
        }
    }

    /** Gives back what it took; the client may have been slow to take it all. */
    @Override
    public void close() {
        memory.giveBack(MemoryUse.SESSIONS, taken);
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
