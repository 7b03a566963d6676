/**
 * Owns what the values of settings can be: how each type is read from the words of a line and
 * written as a line again. It knows no setting. It may call {@code address} and {@code log}.
 */
package dmail.common.config.type;
