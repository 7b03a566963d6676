/**
 * Owns what a client may do: relaying, bans, limits. Everything here is a function of the settings
 * and the client's words; nothing is remembered, and nothing is looked at but the size of a
 * mailbox, which the caller hands in a way to ask for. It may call {@code message}, {@code
 * protocol}, {@code common.address}, {@code common.login} and {@code common.mbox}.
 */
package dmail.smtp.policy;
