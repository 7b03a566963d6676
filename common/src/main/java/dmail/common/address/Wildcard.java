package dmail.common.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern in which {@code *} stands for any run of characters and {@code ?} for one. Letter case
 * is ignored.
 *
 * <p>Matching never takes longer than the text's length times the pattern's: after a mismatch only
 * the last {@code *} is tried again, so hostile text can't make it slow.
 */
public final class Wildcard {
    private static final int LONGEST_PATTERN = 255;

    private final String pattern;

    private Wildcard(String pattern) {
        this.pattern = pattern;
    }

    /** {@return the pattern, or empty when the text is empty or longer than 255 characters} */
    public static Optional<Wildcard> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST_PATTERN) {
            return Optional.empty();
        }
        return Optional.of(new Wildcard(text.toLowerCase(Locale.ROOT)));
    }

    /** {@return whether it matches the whole text} */
    public boolean matches(String text) {
        return matchesFolded(text.toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether it matches the whole text}
     *
     * @param text in lower case
     */
    public boolean matchesFolded(String text) {
        int inText = 0;
        int inPattern = 0;
        int afterStar = -1;
        int starStandsUpTo = 0;
        while (inText < text.length()) {
            if (isStar(inPattern)) {
                inPattern++;
                afterStar = inPattern;
                starStandsUpTo = inText;
            } else if (accepts(inPattern, text.charAt(inText))) {
                inPattern++;
                inText++;
            } else if (afterStar >= 0) {
                starStandsUpTo++;
                inText = starStandsUpTo;
                inPattern = afterStar;
            } else {
                return false;
            }
        }
        return onlyStarsFrom(inPattern);
    }

    /** {@return whether it has no wildcards} */
    public boolean isLiteral() {
        return firstWild() == pattern.length();
    }

    /**
     * {@return the part before its first {@code *} or {@code ?}; all texts that match begin with
     * it}
     */
    public String head() {
        return pattern.substring(0, firstWild());
    }

    /**
     * {@return the part after its last {@code *} or {@code ?}; all texts that match end with it}
     */
    public String tail() {
        int last = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'));
        return pattern.substring(last + 1);
    }

    /** {@return whether it begins or ends with something else than a wildcard} */
    public boolean isAnchored() {
        return !isWild(0) || !isWild(pattern.length() - 1);
    }

    private boolean isWild(int index) {
        return pattern.charAt(index) == '*' || pattern.charAt(index) == '?';
    }

    private int firstWild() {
        int at = 0;
        while (at < pattern.length() && !isWild(at)) {
            at++;
        }
        return at;
    }

    /**
     * {@return the part of the text that each {@code *} matches, in its own letter case; empty when
     * the text doesn't match} Each {@code *} but the last matches as little as possible.
     */
    public Optional<List<String>> covered(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (!matchesFolded(folded)) {
            return Optional.empty();
        }
        // If lower case has changed the length, parts can be cut from the folded text only.
        return Optional.of(cut(folded.length() == text.length() ? text : folded, folded));
    }

    /** Matches in the same way, and notes where each star's part begins and ends. */
    private List<String> cut(String text, String folded) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        int inText = 0;
        int inPattern = 0;
        int afterStar = -1;
        while (inText < folded.length()) {
            if (isStar(inPattern)) {
                inPattern++;
                afterStar = inPattern;
                starts.add(inText);
                ends.add(inText);
            } else if (accepts(inPattern, folded.charAt(inText))) {
                inPattern++;
                inText++;
            } else {
                inText = ends.removeLast() + 1;
                ends.add(inText);
                inPattern = afterStar;
            }
        }
        List<String> covered = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            covered.add(text.substring(starts.get(i), ends.get(i)));
        }
        for (; isStar(inPattern); inPattern++) {
            covered.add("");
        }
        return List.copyOf(covered);
    }

    private boolean isStar(int index) {
        return index < pattern.length() && pattern.charAt(index) == '*';
    }

    private boolean accepts(int index, char c) {
        return index < pattern.length()
                && (pattern.charAt(index) == '?' || pattern.charAt(index) == c);
    }

    private boolean onlyStarsFrom(int index) {
        int end = index;
        while (isStar(end)) {
            end++;
        }
        return end == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wildcard that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** {@return the pattern in lower case} */
    @Override
    public String toString() {
        return pattern;
    }
}
