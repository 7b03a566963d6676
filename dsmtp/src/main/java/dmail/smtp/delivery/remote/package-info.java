/**
 * Owns the delivery to other hosts: a stream of messages for each domain, idle connections, and
 * hosts that failed recently. It promises that no domain holds up another. Package {@code client}
 * speaks SMTP.
 */
package dmail.smtp.delivery.remote;
