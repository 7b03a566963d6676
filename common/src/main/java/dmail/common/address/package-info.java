/**
 * Owns the values of mail addresses and networks: domains, mailbox addresses, patterns of names and
 * of IP addresses. All are made by {@code parse} and are valid once they exist. It may call nothing
 * of ours.
 */
package dmail.common.address;
