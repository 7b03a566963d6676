/**
 * Owns what every place that can hold a mailbox has in common: how it is opened, read and changed,
 * by whom it is in use, and with what tools. It names no such place, so that another can be added
 * without a change here. It may call {@code index} and {@code common}.
 */
package dmail.pop.store;
