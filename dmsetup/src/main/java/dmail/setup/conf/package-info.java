/**
 * Owns the text of dmail.conf: a new one with comments from the table of settings, and what differs
 * between two texts. All of it is functions of text. It may call {@code called} and {@code common}.
 */
package dmail.setup.conf;
