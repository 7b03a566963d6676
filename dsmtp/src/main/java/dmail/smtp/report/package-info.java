/**
 * Owns the texts and the format of reports to senders (RFC 3464, RFC 6522): what happened, to whom,
 * why, and what to do. It promises a valid message whatever is in the original or in other hosts'
 * replies. Apart from reading the original everything is a function of its arguments. It may call
 * {@code delivery}, {@code message}, {@code protocol}, {@code source} and {@code common}.
 */
package dmail.smtp.report;
