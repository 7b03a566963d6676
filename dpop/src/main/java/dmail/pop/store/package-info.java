/**
 * Owns what all kinds of mailboxes have in common: opening, reading, changing, locking, and the
 * tools for that. It names no kind, so that another can be added without a change here. It may call
 * {@code index} and {@code common}.
 */
package dmail.pop.store;
