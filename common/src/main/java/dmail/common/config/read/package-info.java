/**
 * Owns the reading of dmail.conf: its files, lines and words, and the checks of what they say
 * together. It promises that a bad line gets an error that names file and line, and harms no other.
 * It may call {@code address}, {@code config}, {@code config.binding}, {@code
 * config.binding.value}, {@code config.group}, {@code config.listen}, {@code config.type}, {@code
 * io} and {@code table}.
 */
package dmail.common.config.read;
