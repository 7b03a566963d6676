package dmail.common.config;

/**
 * A line of a configuration file that says something: no comment, not empty.
 *
 * @param name its first word
 * @param text the rest, without blanks around it
 */
record ConfigLine(Place place, String name, String text) {
    static ConfigLine of(Place place, String line) {
        String bare = line.strip();
        int end = Words.endOfWord(bare, 0);
        return new ConfigLine(place, bare.substring(0, end), bare.substring(end).strip());
    }
}
