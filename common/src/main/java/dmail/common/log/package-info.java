/**
 * Owns the form of log lines and where they are written: one line an event, safe whatever a client
 * sent. Programs name their events; this package writes them. It may call {@code io}.
 */
package dmail.common.log;
