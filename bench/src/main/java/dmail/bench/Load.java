package dmail.bench;

/**
 * How much is done to each server.
 *
 * @param rounds measured rounds of each
 * @param mails messages of a round of mail
 * @param visits sessions of a round of look-ins
 * @param idle sessions that do nothing
 */
record Load(int rounds, int mails, int visits, int idle) {
    /** Enough for figures that mean something. */
    static final Load FULL = new Load(3, 10_000, 2_000, 5_000);

    /** Only to see that everything works. */
    static final Load SMOKE = new Load(1, 200, 40, 40);
}
