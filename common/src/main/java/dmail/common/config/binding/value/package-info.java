/**
 * Owns the values of the options of sending: each as it is written in dmail.conf. It knows no scope
 * and no setting. It may call {@code address} and {@code config.type}.
 */
package dmail.common.config.binding.value;
