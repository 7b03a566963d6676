package dmail.smtp.policy;

/**
 * Who may log in, and how.
 *
 * @param inClearText whether passwords are allowed without TLS
 * @param hiddenFromPopClients whether EHLO doesn't announce AUTH to clients that a POP login lets
 *     relay
 */
public record AuthRule(boolean inClearText, boolean hiddenFromPopClients) {}
