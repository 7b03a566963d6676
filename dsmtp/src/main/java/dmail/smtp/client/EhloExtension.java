package dmail.smtp.client;

/** Extensions that a host may offer and that then fail. */
enum EhloExtension {
    /** STARTTLS (RFC 3207). */
    ENCRYPTION("encryption"),

    /** BDAT (RFC 3030). */
    CHUNKING("chunking");

    private final String word;

    EhloExtension(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
