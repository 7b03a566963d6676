package dmail.smtp.message;

/** What became of a recipient, in the words of RFC 3464 section 2.3.3. */
public enum Action {
    /** It will never get the message. */
    FAILED("failed"),
    /** It still waits for it. */
    DELAYED("delayed"),
    /** It has it. */
    DELIVERED("delivered"),
    /** A host has it that sends no reports. */
    RELAYED("relayed"),
    /** It stands for several others, who are to get it. */
    EXPANDED("expanded");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
