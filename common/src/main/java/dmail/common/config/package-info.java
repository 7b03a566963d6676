/**
 * Owns dmail.conf as programs see it: the one table of settings, and the snapshot that a server
 * runs on. It may call {@code address}, {@code config.binding}, {@code config.group}, {@code
 * config.listen}, {@code config.type} and {@code log}.
 */
package dmail.common.config;
