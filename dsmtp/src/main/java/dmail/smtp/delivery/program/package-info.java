/**
 * Owns how mail is handed to programs: with whose rights they run, what they read, how long they
 * may take and what their end means. It promises that a program which can't be started, takes too
 * long or ends in an unknown way costs no mail: that is tried again. It may call {@code delivery},
 * {@code message}, {@code protocol}, {@code routing} and {@code common}.
 */
package dmail.smtp.delivery.program;
