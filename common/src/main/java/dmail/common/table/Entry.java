package dmail.common.table;

/**
 * An entry of a table.
 *
 * @param offset in the file where its first line begins
 * @param line number of that line, from 1
 * @param key by which it is found
 * @param value of the key
 */
public record Entry<E>(long offset, int line, String key, E value) {}
