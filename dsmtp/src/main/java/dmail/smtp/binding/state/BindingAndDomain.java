package dmail.smtp.binding.state;

/**
 * A binding and the domain that its mail goes to.
 *
 * @param domain in lower case
 */
public record BindingAndDomain(String binding, String domain) {}
