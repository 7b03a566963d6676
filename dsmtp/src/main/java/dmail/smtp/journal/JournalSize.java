package dmail.smtp.journal;

/**
 * How large things become.
 *
 * @param segment octets of a segment file
 * @param group octets written before one sync, unless one record alone has more
 * @param segments how many may be in use before mail is refused
 * @param spares how many that are no longer in use are kept for the next messages; deliveries free
 *     several at once, and making one anew means writing all of it
 */
record JournalSize(int segment, int group, int segments, int spares) {
    static final JournalSize USUAL = new JournalSize(16 << 20, 4 << 20, 64, 8);
}
