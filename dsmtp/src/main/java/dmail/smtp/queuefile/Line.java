package dmail.smtp.queuefile;

/**
 * One line of a queue file's envelope.
 *
 * @param offset where in the file it begins
 * @param text without its LF
 */
public record Line(long offset, String text) {}
