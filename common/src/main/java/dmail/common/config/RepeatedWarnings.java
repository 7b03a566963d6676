package dmail.common.config;

/**
 * Warnings of one kind, each about another line. If a disk isn't mounted yet, a hundred thousand
 * lines may get one, and the server should start in any case: the first ones are reported, and the
 * others counted.
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

    /** Reports one more and how many others there are, once all are known. */
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
