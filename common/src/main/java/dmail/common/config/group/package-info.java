/**
 * Owns the lines about domain groups: their syntax, and of what they mean together the certificates
 * that they name. It may call {@code address}, {@code config}, {@code config.binding}, {@code
 * config.listen} and {@code config.type}.
 */
package dmail.common.config.group;
