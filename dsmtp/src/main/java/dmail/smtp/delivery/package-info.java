/**
 * Owns one attempt to deliver a message: which recipients it is for, how each came out, and who
 * hears of it. How mail gets to a mailbox, a program or another host is known to the packages
 * below. It may call {@code message}, {@code routing} and {@code common}.
 */
package dmail.smtp.delivery;
