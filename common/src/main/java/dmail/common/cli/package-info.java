/**
 * Owns command lines and exit statuses; the only package that uses commons-cli. It may call nothing
 * of ours.
 */
package dmail.common.cli;
