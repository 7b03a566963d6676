/**
 * Files of the site that may have millions of lines: aliases, users. A table of one keeps where
 * each entry stands, a few octets an entry, and reads the entry itself when it is asked for; what
 * doesn't fit into the account of memory is refused before it is taken. It may call {@code io},
 * {@code log} and {@code memory}.
 */
package dmail.common.table;
