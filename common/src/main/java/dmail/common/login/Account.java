package dmail.common.login;

/**
 * A mailbox by name: a user in the main domain or in a virtual domain.
 *
 * @param user folded to lower case, checked: no {@code /}, no control characters, no leading dot
 * @param home the domain it belongs to
 */
public record Account(String user, MailDomain home) {}
