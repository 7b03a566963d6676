package dmail.common.config;

/**
 * Warnings of one kind, each of another line. A disk that isn't there yet may be missed by a
 * hundred thousand of them, and the server is to start nevertheless: some are told, and the others
 * counted.
 */
public final class RepeatedWarnings {
    private final ConfigProblems problems;
    private ConfigLocation last = new ConfigLocation("", 0);
    private String lastMessage = "";
    private int untold;

    public RepeatedWarnings(ConfigProblems problems) {
        this.problems = problems;
    }

    public void add(ConfigLocation location, String message) {
        if (!problems.isCrowded()) {
            problems.warning(location, message);
        } else if (untold++ == 0) {
            last = location;
            lastMessage = message;
        }
    }

    /** Tells, once all are known, of one more and how many others there are. */
    public void finish() {
        if (untold > 0) {
            int others = untold - 1;
            problems.warning(
                    last,
                    others == 0
                            ? lastMessage
                            : lastMessage + "; so it is with " + others + " more lines");
        }
    }
}
