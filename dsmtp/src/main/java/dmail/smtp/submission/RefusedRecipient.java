package dmail.smtp.submission;

import dmail.smtp.protocol.Command;

/**
 * One who does not get a message that was left.
 *
 * @param words the reply of the server with its code
 */
public record RefusedRecipient(Command.Recipient recipient, String words) {}
