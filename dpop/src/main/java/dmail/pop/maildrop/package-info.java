/**
 * Owns a mailbox as one POP3 session sees it (RFC 1939): the snapshot of its messages, the marks
 * for deletion, and the update after QUIT. Only this package chooses the kind of store.
 */
package dmail.pop.maildrop;
