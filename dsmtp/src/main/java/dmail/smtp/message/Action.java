package dmail.smtp.message;

/** What happened to a recipient, in the words of RFC 3464 section 2.3.3. */
public enum Action {
    /** Permanently failed. */
    FAILED("failed"),
    /** Still queued. */
    DELAYED("delayed"),
    /** Delivered. */
    DELIVERED("delivered"),
    /** Accepted by a host that sends no reports. */
    RELAYED("relayed"),
    /** Expanded to several recipients, which are still to be served. */
    EXPANDED("expanded");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
