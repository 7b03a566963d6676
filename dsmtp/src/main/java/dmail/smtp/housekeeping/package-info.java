/**
 * Owns what the server does by the clock rather than for a client. It promises that one chore's
 * fault neither ends the server nor keeps the others from their turn.
 */
package dmail.smtp.housekeeping;
