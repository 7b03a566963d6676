/**
 * Owns where servers listen: the lines that say so, and the listeners they configure. It promises
 * that a mistake never opens more than was meant. It may call {@code address}, {@code config},
 * {@code config.group}, {@code config.type} and {@code io}.
 */
package dmail.common.config.listen;
