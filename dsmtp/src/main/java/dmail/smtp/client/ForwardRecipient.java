package dmail.smtp.client;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Recipient;

/**
 * A recipient as another host gets it.
 *
 * @param address for RCPT
 * @param recipient the recipient in the envelope, with its DSN parameters
 */
public record ForwardRecipient(EmailAddress address, Recipient recipient) {}
