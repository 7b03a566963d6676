/**
 * Owns the mapping of login names and addresses to accounts and their drop files, and which domains
 * are a group. It may call {@code address}, {@code authent}, {@code authent.password}, {@code
 * config}, {@code config.group}, {@code config.type}, {@code dropfile}, {@code io}, {@code log},
 * {@code mbox} and {@code table}.
 */
package dmail.common.login;
