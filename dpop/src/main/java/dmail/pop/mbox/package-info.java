/**
 * Owns mailboxes in drop files: finding messages, converting them for POP3, removing them. The file
 * is the truth, its index a cache. After a crash it is the old file or the new one, never a
 * mixture. It may call {@code index}, {@code store} and {@code common}.
 */
package dmail.pop.mbox;
