package dmail.pop.bulletin;

import java.nio.file.Path;

/**
 * A bulletin.
 *
 * @param number as its file is called
 * @param file its text
 */
record Bulletin(int number, Path file) {}
