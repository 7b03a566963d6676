/**
 * Owns a mailbox as one POP3 session sees it (RFC 1939): the snapshot of its messages, the marks
 * for deletion, and what QUIT makes of them. Which kind of store it lies in is decided here and
 * nowhere else. It may call {@code index}, {@code mbox}, {@code store} and {@code common}.
 */
package dmail.pop.maildrop;
