package dmail.setup.dns;

import java.util.List;

/** What came of a look-up. */
public sealed interface DnsAnswer {
    /** There are records. */
    record Found(List<String> values) implements DnsAnswer {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** There is no such record. */
    record Nothing() implements DnsAnswer {}

    /** Nobody knows at present. */
    record Failed(String why) implements DnsAnswer {}

    /** {@return the values; none when there are none, or when nobody knows} */
    default List<String> values() {
        return this instanceof Found(var values) ? values : List.of();
    }
}
