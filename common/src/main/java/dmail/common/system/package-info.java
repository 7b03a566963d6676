/**
 * Owns calls into the C library; the only package that uses JNA. Not exported. It may call nothing
 * of ours.
 */
package dmail.common.system;
