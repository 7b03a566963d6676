package dmail.smtp.routing;

import dmail.smtp.message.Target;

/**
 * One target of a recipient's expansion.
 *
 * @param target as the queue stores it, once there are several
 * @param destination where the mail goes
 */
public record ExpandedRecipient(Target target, Destination destination) {}
