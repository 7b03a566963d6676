/**
 * Owns the delivery to programs: which user they run as, their input, their time-out and what their
 * exit code means. It promises that a program which can't be started, times out or ends in an
 * unknown way loses no mail: the delivery is tried again.
 */
package dmail.smtp.delivery.program;
