package dmail.smtp.submission;

import dmail.smtp.protocol.Command;

/**
 * A refused recipient of a pickup file.
 *
 * @param words the server's reply with its code
 */
public record RefusedRecipient(Command.Recipient recipient, String words) {}
