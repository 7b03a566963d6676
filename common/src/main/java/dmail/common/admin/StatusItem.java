package dmail.common.admin;

/**
 * One line of {@code status}.
 *
 * @param name a word of lower-case letters and underscores
 * @param value a number, a boolean, or text
 */
public record StatusItem(String name, Object value) {}
