package dmail.smtp.journal;

/**
 * How large things become.
 *
 * @param segment octets of a segment file
 * @param group octets written before one sync, unless one record alone has more
 * @param segments how many may be in use before mail is refused
 */
record JournalSize(int segment, int group, int segments) {
    static final JournalSize USUAL = new JournalSize(16 << 20, 4 << 20, 64);
}
