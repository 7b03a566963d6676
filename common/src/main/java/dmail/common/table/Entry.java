package dmail.common.table;

/**
 * An entry of a table.
 *
 * @param offset where its first line begins in the file
 * @param line the number of that line, from 1
 * @param key by which it is found
 * @param value what it says
 */
public record Entry<E>(long offset, int line, String key, E value) {}
