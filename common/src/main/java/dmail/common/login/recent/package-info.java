/**
 * POP before SMTP ({@code forward_user}): owns the list of recent logins to dpop and their
 * addresses. dpop writes it, and dsmtp lets these clients relay. How fast passwords can be tried is
 * the business of {@code login.pace}. It may call {@code address} and {@code login}.
 */
package dmail.common.login.recent;
