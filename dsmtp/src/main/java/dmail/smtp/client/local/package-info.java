/**
 * Owns the question whether a failure to connect is that of our own address, and what the system
 * says of an address without sending anything. It may call nothing of ours.
 */
package dmail.smtp.client.local;
