/**
 * Owns mailboxes that are drop files: how messages are found in one, how they look on the wire, and
 * how messages are removed. The file is the truth. Killed at any moment, the old file stands or the
 * new one, never a mixture.
 */
package dmail.pop.mbox;
