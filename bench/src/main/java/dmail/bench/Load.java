package dmail.bench;

import java.time.Duration;

/**
 * How much is done to each server.
 *
 * @param rounds measured rounds of each
 * @param mails messages of a round of mail
 * @param visits sessions of a round of look-ins
 * @param listed messages of a mailbox that is looked into; ten times as many of a large one
 * @param idle sessions that do nothing
 * @param crowd sessions that are there at the same time
 * @param mailboxes mailboxes below one folder
 * @param warmUp how long each server works at least before it is measured
 * @param settling how long a server has to give back what it needed for a while
 */
record Load(
        int rounds,
        int mails,
        int visits,
        int listed,
        int idle,
        int crowd,
        int mailboxes,
        Duration warmUp,
        Duration settling) {
    /** Enough for figures that mean something. */
    static final Load FULL =
            new Load(
                    3,
                    20_000,
                    2_000,
                    1_000,
                    5_000,
                    10_000,
                    100_000,
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(10));

    /** Only to see that everything works. */
    static final Load SMOKE = new Load(1, 200, 40, 50, 40, 100, 200, Duration.ZERO, Duration.ZERO);
}
