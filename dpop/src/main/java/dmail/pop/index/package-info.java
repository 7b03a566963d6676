/**
 * Owns the index of a mailbox: offset, size and unique id of each message. It is a cache that may
 * be deleted at any time, and takes little memory however many messages there are.
 */
package dmail.pop.index;
