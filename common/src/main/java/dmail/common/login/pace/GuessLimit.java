package dmail.common.login.pace;

/**
 * How the logins of one network that may be guesses are checked, by what has failed there so far.
 *
 * @param atOnce how many at the same time, at least 1: so many as may fail before they pause
 * @param gap how long after the one before, and after it came, each is checked, in nanoseconds; 0
 *     while few enough have failed
 * @param checked when the one before was checked
 */
record GuessLimit(int atOnce, long gap, long checked) {
    static final GuessLimit NONE = new GuessLimit(Integer.MAX_VALUE, 0, 0);

    /** {@return how many nanoseconds a login that came at a time still pauses} */
    long pause(long came, long now) {
        if (gap == 0) {
            return 0;
        }
        long behind = came - checked > 0 ? came : checked;
        return Math.max(0, behind + gap - now);
    }
}
