package dmail.smtp.journal;

/**
 * The limits of the journal.
 *
 * @param segment octets of a segment file
 * @param group octets written before one sync, unless a single record has more
 * @param segments how many may be in use before mail is refused
 * @param spares how many unused ones are kept: deliveries free several at once, and making a new
 *     one means writing all of it
 */
record JournalSize(int segment, int group, int segments, int spares) {
    static final JournalSize USUAL = new JournalSize(16 << 20, 4 << 20, 64, 8);

    /** {@return segments in use above which the journal is called congested} */
    int comfortable() {
        return segments / 8;
    }
}
