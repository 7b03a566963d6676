/**
 * Owns the delivery to programs: which user they run as, their input, their time-out and what their
 * exit code means. It promises that a program which can't be started, times out or ends in an
 * unknown way loses no mail: the delivery is tried again. It may call {@code delivery}, {@code
 * message}, {@code protocol}, {@code routing} and {@code common}.
 */
package dmail.smtp.delivery.program;
