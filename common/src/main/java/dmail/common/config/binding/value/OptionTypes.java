package dmail.common.config.binding.value;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import java.util.Arrays;
import java.util.StringJoiner;

/** The types of the options of sending. */
public final class OptionTypes {
    public static final SettingType<BindAddress> BIND_ADDRESS =
            SettingType.line(
                    "<address>|<host>|*",
                    (text, _) -> Parsed.good(BindAddress.of(text)),
                    Object::toString);

    public static final SettingType<EhloName> EHLO_NAME =
            SettingType.word(
                    "<name>|sender-domain|machine|reverse",
                    (word, _) -> EhloName.parse(word),
                    Object::toString);

    public static final SettingType<Rate> RATE =
            SettingType.word("<n>[/<seconds>]", (word, _) -> Rate.parse(word), Rate::toString);

    public static final SettingType<WarmUp> WARM_UP =
            SettingType.word("<n>/day|<n>/hour", (word, _) -> WarmUp.parse(word), WarmUp::toString);

    public static final SettingType<RestAfter> REST_AFTER =
            SettingType.line("<n> <seconds>", RestAfter::parse, RestAfter::toString);

    public static final SettingType<MaxRetries> MAX_RETRIES =
            SettingType.word(
                    "<n>|auto|none", (word, _) -> MaxRetries.parse(word), MaxRetries::toString);

    public static final SettingType<BindFailure> BIND_FAILURE = oneOf(BindFailure.values());

    public static final SettingType<DefaultBinding> DEFAULT_BINDING =
            oneOf(DefaultBinding.values());

    public static final SettingType<OutboundMode> OUTBOUND_IPV4 = OutboundMode.type(IpFamily.IPV4);

    public static final SettingType<OutboundMode> OUTBOUND_IPV6 = OutboundMode.type(IpFamily.IPV6);

    private OptionTypes() {}

    private static <E extends Enum<E>> SettingType<E> oneOf(E[] all) {
        String words = joined(all, "|");
        return SettingType.word(
                words,
                (word, _) ->
                        Parsed.of(
                                Arrays.stream(all)
                                        .filter(one -> one.toString().equalsIgnoreCase(word))
                                        .findFirst(),
                                "none of " + joined(all, ", ")),
                Enum::toString);
    }

    private static <E extends Enum<E>> String joined(E[] all, String between) {
        StringJoiner words = new StringJoiner(between);
        for (E one : all) {
            words.add(one.toString());
        }
        return words.toString();
    }
}
