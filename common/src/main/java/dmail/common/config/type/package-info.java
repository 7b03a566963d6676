/**
 * Owns the types of settings' values: how each is parsed from a line and written as a line again.
 * It knows no setting. It may call {@code address} and {@code log}.
 */
package dmail.common.config.type;
