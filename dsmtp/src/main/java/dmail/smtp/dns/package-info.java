/**
 * Owns the way from a domain's name to the hosts that take its mail: name servers, hosts file,
 * gateways, what is remembered of them. It promises that a look-up which failed is never called "no
 * such domain". It alone sees dnsjava. It may call {@code common}.
 */
package dmail.smtp.dns;
