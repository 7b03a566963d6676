/**
 * Owns the index of a mailbox: offset, size and unique id of each message. It is a cache that may
 * be deleted at any time, and takes little memory however many messages there are. It may call
 * {@code common}.
 */
package dmail.pop.index;
