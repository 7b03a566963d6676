package dmail.pop.session;

/** What a session did with its mailbox, for the one line that sums it up. */
final class Tally {
    private int retrieved;
    private long retrievedOctets;
    private int tops;

    void retrieved(long octets) {
        retrieved++;
        retrievedOctets += octets;
    }

    void top() {
        tops++;
    }

    int retrieved() {
        return retrieved;
    }

    long retrievedOctets() {
        return retrievedOctets;
    }

    int tops() {
        return tops;
    }
}
