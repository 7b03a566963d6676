package dmail.common.config;

/**
 * A line of a configuration file.
 *
 * @param file as the administrator named it
 * @param line from 1; 0 means the file as a whole
 */
public record ConfigLocation(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
