/**
 * Owns files of the site that may have millions of lines, such as aliases and users. A table takes
 * a few octets per entry for its offset, and reads the entry itself from the file each time; what
 * doesn't fit into the account of memory is refused before it is read. It may call {@code io},
 * {@code log} and {@code memory}.
 */
package dmail.common.table;
