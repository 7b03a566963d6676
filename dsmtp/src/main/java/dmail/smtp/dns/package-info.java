/**
 * Owns the search for the hosts of a domain: name servers, hosts file, gateways, caches. It
 * promises that a failed look-up never counts as "no such domain". It alone sees dnsjava. It may
 * call {@code common}.
 */
package dmail.smtp.dns;
