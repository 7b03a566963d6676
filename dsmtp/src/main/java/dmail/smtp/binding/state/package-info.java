/**
 * Owns what is remembered of bindings by their names, whatever dmail.conf says of them meanwhile:
 * who is suspended, what they have carried, how far young ones have warmed up, and who rests after
 * refusals. It promises that a reload changes nothing of it, and that suspensions and warm-up last
 * over a restart. It may call {@code message} and {@code common}.
 */
package dmail.smtp.binding.state;
