/**
 * Owns what is known about a message between its acceptance and its delivery: its id, envelope and
 * octets, and the plain files of messages that wait for another attempt. It promises that whatever
 * it has taken survives loss of power. It may call {@code common} and the values of {@code
 * protocol} only; sessions see this package and nothing behind it.
 */
package dmail.smtp.queue;
