/**
 * Owns a mailbox as one POP3 session sees it (RFC 1939): the snapshot of its messages, the marks
 * for deletion, and the update after QUIT. It opens drop files itself, and every other kind of
 * store as a {@code StoreKind}, which it is given. It may call {@code index}, {@code mbox}, {@code
 * store} and {@code common}.
 */
package dmail.pop.maildrop;
