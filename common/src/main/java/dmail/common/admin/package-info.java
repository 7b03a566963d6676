/**
 * Owns the control channel: requests, replies, and the socket they are sent over. It may call
 * {@code address}, {@code admin.command}, {@code admin.listen}, {@code authent}, {@code
 * authent.password}, {@code cli}, {@code config}, {@code io}, {@code log}, {@code login}, {@code
 * memory}, {@code net} and {@code sasl}.
 */
package dmail.common.admin;
