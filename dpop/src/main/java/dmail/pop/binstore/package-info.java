/**
 * Owns users' own stores: the data file's records, moving mail from and to the drop file,
 * compaction. It promises that synced messages are found again, and that a partial record never
 * counts. It may call {@code index}, {@code maildrop}, {@code mbox}, {@code store} and {@code
 * common}.
 */
package dmail.pop.binstore;
