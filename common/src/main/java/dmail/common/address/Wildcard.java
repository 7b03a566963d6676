package dmail.common.address;

import java.util.Locale;
import java.util.Optional;

/**
 * A pattern in which {@code *} stands for any run of characters and {@code ?} for one. Letter case
 * doesn't matter.
 *
 * <p>Matching never takes longer than the text's length times the pattern's: after a mismatch only
 * the last {@code *} is tried again, so hostile text costs nothing extra.
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

    /** {@return whether the whole text is covered} */
    public boolean matches(String text) {
        return matchesFolded(text.toLowerCase(Locale.ROOT));
    }

    private boolean matchesFolded(String text) {
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
