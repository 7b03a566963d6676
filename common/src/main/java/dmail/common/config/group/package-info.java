/**
 * Owns the lines about domain groups: their syntax, and nothing of what they mean together. It may
 * call {@code address}, {@code config.binding}, {@code config.listen} and {@code config.type}.
 */
package dmail.common.config.group;
