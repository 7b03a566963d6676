/**
 * Owns mailboxes in a user's own store: the records of its data file, how mail is taken from the
 * drop file and given back, and how the file is made smaller. It promises that what was synced is
 * found again, and that half a record never counts. It may call {@code index}, {@code maildrop},
 * {@code mbox}, {@code store} and {@code common}.
 */
package dmail.pop.binstore;
