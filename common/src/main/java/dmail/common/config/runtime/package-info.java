/**
 * Owns settings that are changed while a server runs: what a line of the console makes of a
 * configuration, and where such lines stand when they are written into its files. It opens no file.
 * It may call {@code config}, {@code config.binding}, {@code config.edit}, {@code config.listen},
 * {@code config.read} and {@code config.type}.
 */
package dmail.common.config.runtime;
