/**
 * Owns the index of a mailbox: for each message where it begins, its size, its unique id, and
 * whether it is there. It is a cache that may be deleted at any time, and takes little memory
 * however many messages there are. It may call {@code common}.
 */
package dmail.pop.index;
