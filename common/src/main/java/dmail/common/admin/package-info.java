/** Owns the control channel: requests, replies, and the socket they cross. */
package dmail.common.admin;
