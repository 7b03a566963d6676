/**
 * Owns the words and the form of reports to senders (RFC 3464, RFC 6522): what happened, to whom,
 * why, and what to do. It promises that a report is good mail whatever stands in the original or in
 * other hosts' replies. Everything but the reading of the original is a function of its arguments.
 * It may call {@code delivery}, {@code message}, {@code protocol} and {@code common}.
 */
package dmail.smtp.report;
