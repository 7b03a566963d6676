/**
 * Owns the values that name people and places: domains, mailboxes, patterns of names and of IP
 * addresses. All are made by {@code parse} and are right once they exist. It may call nothing of
 * ours.
 */
package dmail.common.address;
