package dmail.pop.binstore;

/**
 * The share of live mail in a store ({@code bin_pfull}); below it the store is compacted.
 *
 * @param share from 0 to 1
 */
public record CompactionThreshold(double share) {
    /** The default. */
    public static final CompactionThreshold HALF = new CompactionThreshold(0.5);

    /** With less waste, compacting isn't worth the writing. */
    private static final long LEAST_WASTE = 64 * 1024;

    boolean isWasteful(long live, long all) {
        return all - live >= LEAST_WASTE && live < share * all;
    }
}
