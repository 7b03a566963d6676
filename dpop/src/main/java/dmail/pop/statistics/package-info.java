/**
 * Owns the figures of dpop: a line for each session in the file of the day, and sums of this hour,
 * of this day and since the start. It promises that no session waits for them. It may call {@code
 * session} and {@code common}.
 */
package dmail.pop.statistics;
