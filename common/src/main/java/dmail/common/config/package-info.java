/** Owns dmail.conf: the grammar, the one table of settings, and the snapshot a server runs on. */
package dmail.common.config;
