package dmail.common.config.runtime;

/**
 * The room that lines of the console take, or by how much it grows.
 *
 * @param octets of their text
 */
public record ConsoleSize(int lines, long octets) {
    /** The most lines that a server keeps. */
    public static final int MOST_LINES = 10_000;

    /** Octets. */
    public static final long MOST_OCTETS = 1L << 20;

    /** No lines. */
    public static final ConsoleSize NONE = new ConsoleSize(0, 0);

    /** {@return both together} */
    public ConsoleSize plus(ConsoleSize other) {
        return new ConsoleSize(lines + other.lines, octets + other.octets);
    }

    /** {@return whether a server keeps no more than that} */
    public boolean isTooMuch() {
        return lines > MOST_LINES || octets > MOST_OCTETS;
    }
}
