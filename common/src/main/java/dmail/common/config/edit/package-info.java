/**
 * Owns changes of the text of dmail.conf that leave the rest of it as people made it, and the step
 * that puts a new text in place: whenever the machine stops, the file is the old or the new one. It
 * may call {@code io}.
 */
package dmail.common.config.edit;
