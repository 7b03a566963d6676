/**
 * Owns the heart of DMail: which account a login name or an address means, and its drop file. It
 * may call {@code address}, {@code authent}, {@code authent.password}, {@code config}, {@code
 * config.type}, {@code dropfile}, {@code io}, {@code log}, {@code mbox} and {@code table}.
 */
package dmail.common.login;
