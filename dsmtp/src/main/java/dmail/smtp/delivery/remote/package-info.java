/**
 * Owns the delivery to other hosts: a stream of messages for each domain and binding, idle
 * connections, hosts that failed recently, and what waits for a limit. It promises that no domain
 * holds up another. Package {@code client} speaks SMTP. It may call {@code binding}, {@code
 * client}, {@code client.trace}, {@code delivery}, {@code dns}, {@code limits}, {@code message},
 * {@code protocol}, {@code source} and {@code common}.
 */
package dmail.smtp.delivery.remote;
