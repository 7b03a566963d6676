/**
 * Owns who gets a session at a listener: what its lines say of the client, and how many sessions it
 * has. It promises that a reload counts at once, also for sessions that have begun. It may call
 * {@code config.listen}, {@code memory} and {@code net}.
 */
package dmail.common.access;
