/**
 * Owns a mailbox as one POP3 session sees it: the snapshot of its messages, their sizes and unique
 * ids, the marks for deletion, and the update of the drop file at QUIT. The mbox file is the truth;
 * the index is a cache that may be deleted at any time. It may call {@code common} only.
 */
package dmail.pop.maildrop;
