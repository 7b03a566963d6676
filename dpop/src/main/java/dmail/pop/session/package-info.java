/**
 * Owns a POP3 session: its states with what belongs to each, and the loop that reads commands and
 * sends replies. It may call {@code maildrop}, {@code protocol}, {@code store} and {@code common}.
 */
package dmail.pop.session;
