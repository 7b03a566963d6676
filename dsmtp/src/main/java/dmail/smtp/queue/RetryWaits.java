package dmail.smtp.queue;

import java.time.Duration;

/** How long the waits between the attempts at a message are. */
sealed interface RetryWaits {
    /**
     * Short ones at first, then one as long as the other.
     *
     * @param first {@code retry_first}: the wait after the first attempt; zero when all waits are
     *     alike
     * @param usual {@code retry_interval}: the usual wait, and the longest
     */
    record Stepped(Duration first, Duration usual) implements RetryWaits {
        /** Most failures are short, so the first waits are. */
        @Override
        public Duration after(int attempts) {
            if (first.isZero()) {
                return usual;
            }
            return switch (attempts) {
                case 0, 1 -> first;
                case 2 -> first.multipliedBy(3);
                case 3 -> first.multipliedBy(6);
                case 4 -> first.multipliedBy(12);
                default -> usual;
            };
        }

        @Override
        public Duration longest() {
            return usual;
        }

        /** The longer waits of mail for other hosts don't hold: the cause is near. */
        @Override
        public Duration ofOurs(int attempts) {
            return doubled(FIRST_OF_OURS, attempts, usual);
        }
    }

    /**
     * Each twice as long as the one before.
     *
     * @param first {@code retry_interval} of a scope: the wait after the first attempt
     * @param longest {@code max_retry_interval}
     */
    record Doubling(Duration first, Duration longest) implements RetryWaits {
        @Override
        public Duration after(int attempts) {
            return doubled(first, attempts, longest);
        }

        @Override
        public Duration ofOurs(int attempts) {
            Duration regular = after(attempts);
            Duration ours = doubled(FIRST_OF_OURS, attempts, longest);
            return ours.compareTo(regular) < 0 ? ours : regular;
        }
    }

    /**
     * Local failures, mostly of a drop file, last until an administrator acts, which may be soon.
     */
    Duration FIRST_OF_OURS = Duration.ofMinutes(1);

    /** {@return the wait after so many failed attempts; it may be longer than {@link #longest}} */
    Duration after(int attempts);

    /** {@return the same after a failure of this host} */
    Duration ofOurs(int attempts);

    Duration longest();

    private static Duration doubled(Duration first, int attempts, Duration longest) {
        Duration wait = first;
        for (int i = 1; i < attempts && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait;
    }
}
