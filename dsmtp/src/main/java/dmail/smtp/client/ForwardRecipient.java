package dmail.smtp.client;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Recipient;

/**
 * One whom the other host is to serve.
 *
 * @param address what it is told
 * @param recipient whom the message came for, with what the sender wants to hear
 */
public record ForwardRecipient(EmailAddress address, Recipient recipient) {}
