/**
 * Owns the commands about listeners and the machine's addresses, and what they ask of a server. It
 * may call {@code address}, {@code admin}, {@code cli}, {@code config}, {@code config.listen},
 * {@code identity}, {@code login} and {@code net}.
 */
package dmail.common.admin.listen;
