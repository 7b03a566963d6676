package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.type.Words;

/**
 * A line of a configuration file that is neither empty nor a comment.
 *
 * @param name its first word
 * @param text the rest, without blanks around it
 */
record ConfigLine(ConfigLocation location, String name, String text) {
    static ConfigLine of(ConfigLocation location, String line) {
        String bare = Words.trim(line);
        int end = Words.endOfWord(bare, 0);
        return new ConfigLine(location, bare.substring(0, end), Words.trim(bare.substring(end)));
    }
}
