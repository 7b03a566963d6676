/**
 * Owns what a client may do: relaying, bans, limits. Everything here is a function of the settings
 * and the command; nothing is looked up or stored. It may call {@code common}'s values and {@code
 * protocol}.
 */
package dmail.smtp.policy;
