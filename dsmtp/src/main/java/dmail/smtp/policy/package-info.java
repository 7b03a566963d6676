/**
 * Owns what a client may do: relaying, bans, limits. Everything here is a function of the settings
 * and the command; nothing is stored, and nothing is looked up but the size of a mailbox, by a
 * function that the caller supplies. It may call {@code message}, {@code protocol}, {@code
 * common.address}, {@code common.login} and {@code common.mbox}.
 */
package dmail.smtp.policy;
