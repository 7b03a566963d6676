/**
 * Owns the life cycle of a server: its start, reloads, signals and stop, and its side of control
 * commands. It is at the top of this module. It may call {@code admin}, {@code admin.listen},
 * {@code authent}, {@code cli}, {@code config}, {@code config.binding}, {@code
 * config.binding.value}, {@code config.edit}, {@code config.group}, {@code config.listen}, {@code
 * config.read}, {@code config.runtime}, {@code config.type}, {@code io}, {@code log}, {@code
 * memory}, {@code net}, {@code system} and {@code tls}.
 */
package dmail.common.server;
