/**
 * Owns the footers of {@code add_footer}: which message gets which text. It promises that a message
 * is never lost or held up for the sake of a footer; how a text is put into a message is known to
 * {@code dmail.smtp.mime}.
 */
package dmail.smtp.footer;
