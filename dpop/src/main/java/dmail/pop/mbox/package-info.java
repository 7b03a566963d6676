/**
 * Owns mailboxes that are drop files: how messages are found in one, how they look on the wire, and
 * how messages are removed. The file is the truth. Killed at any moment, the old file stands or the
 * new one, never a mixture. It may call {@code index}, {@code store} and {@code common}.
 */
package dmail.pop.mbox;
