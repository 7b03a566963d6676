/**
 * Owns the delivery to other hosts: a stream of messages for each domain, connections that are used
 * again, and hosts that were in trouble a moment ago. It promises that no domain holds up another.
 * How a message is said to a host is known to {@code client}. It may call {@code client}, {@code
 * delivery}, {@code dns}, {@code message}, {@code protocol} and {@code common}.
 */
package dmail.smtp.delivery.remote;
