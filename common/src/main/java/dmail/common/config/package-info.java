/**
 * Owns dmail.conf as programs see it: the one table of settings, and the snapshot that a server
 * runs on.
 */
package dmail.common.config;
