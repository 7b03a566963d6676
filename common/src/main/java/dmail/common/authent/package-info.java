/**
 * Owns the user data base: whether a user exists and whether the password is right. It may call
 * {@code address}, {@code authent.password}, {@code config}, {@code config.type}, {@code io},
 * {@code log}, {@code system} and {@code table}.
 */
package dmail.common.authent;
