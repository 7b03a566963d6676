package dmail.smtp.client;

/** What a host may offer and then not be able to do. */
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
