package dmail.smtp.policy;

/**
 * Who may log in how.
 *
 * @param inClearText whether passwords may cross the network unencrypted
 * @param hiddenFromPopClients whether EHLO doesn't tell of logins where a POP login does as well
 */
public record AuthRule(boolean inClearText, boolean hiddenFromPopClients) {}
