/**
 * Owns the files of statistics: one line for each recipient whose mail was delivered or given up, a
 * file for each day. It promises that nothing waits for them; lines that can't be written are lost,
 * and the file tells how many.
 */
package dmail.smtp.statistics;
