/**
 * Owns a POP3 session: its states with what belongs to each, and the loop that reads commands and
 * sends replies. It may call {@code protocol}, {@code maildrop} and {@code common}.
 */
package dmail.pop.session;
