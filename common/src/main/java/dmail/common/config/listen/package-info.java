/**
 * Owns where servers listen: the lines that say so, and what all of them make of one place. It
 * promises that a mistake never opens more than was meant. It may call {@code address}, {@code
 * config} and {@code config.type}.
 */
package dmail.common.config.listen;
