package dmail.pop.session;

/** What a session has done, for the line that sums it up; used by one thread at a time. */
final class SessionTotals {
    private boolean encrypted;
    private int failedLogins;
    private int retrieved;
    private long retrievedOctets;
    private int tops;
    private int removed;
    private String end = "connection lost";

    void encrypted() {
        encrypted = true;
    }

    void failedLogin() {
        failedLogins++;
    }

    void retrieved(long octets) {
        retrieved++;
        retrievedOctets += octets;
    }

    void top() {
        tops++;
    }

    void removed(int messages) {
        removed = messages;
    }

    void ended(String reason) {
        end = reason;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    int failedLogins() {
        return failedLogins;
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

    int removed() {
        return removed;
    }

    /** {@return how it ended} */
    String end() {
        return end;
    }
}
