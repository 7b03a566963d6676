/**
 * Owns what DNS says of names and addresses; the only package here that sees dnsjava. It may call
 * nothing of ours.
 */
package dmail.setup.dns;
