/**
 * POP before SMTP ({@code forward_user}): owns the list of who logged in to DPOP lately and from
 * where, which DPOP writes and by which DSMTP lets these clients relay. How quickly passwords can
 * be tried is another matter, {@code login.pace}. It may call {@code address} and {@code login}.
 */
package dmail.common.login.recent;
