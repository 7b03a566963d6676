/**
 * Owns what a client may do: relaying, bans, limits. Everything here is a function of the settings
 * and the client's words; nothing is looked up, nothing remembered. It may call {@code common}'s
 * values and {@code protocol}.
 */
package dmail.smtp.policy;
