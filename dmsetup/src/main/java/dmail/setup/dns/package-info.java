/** Owns what DNS says of names and addresses; the only package here that sees dnsjava. */
package dmail.setup.dns;
