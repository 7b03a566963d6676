package dmail.common.login;

/**
 * An account: a user in the main domain or in a virtual domain.
 *
 * @param user folded to lower case and checked: no {@code /}, no control characters, no leading dot
 * @param home the domain it belongs to
 */
public record Account(String user, MailDomain home) {}
