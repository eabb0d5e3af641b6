package io.breakwater.measurement.objective;

/** An objective on a share of the requests. */
sealed interface ShareObjective extends Objective
        permits Objective.WithinAtLeast,
                Objective.OverAtMost,
                Objective.ErrorsAtMost,
                Objective.BusinessFailuresAtMost,
                Objective.TokenRefusalsAtMost,
                Objective.ThroughputAtLeast {

    /** What is counted, for people. */
    String what();

    /** How many requests are in the share. */
    long part(CountedRequests counted);

    /** Of how many. */
    long whole(CountedRequests counted);

    /** The demanded share, 0 to 1. */
    double shareRatio();

    /** Whether the demand is a lower bound. */
    default boolean atLeast() {
        return false;
    }

    /** What must be known of the requests to understand the share. */
    default String remark(CountedRequests counted) {
        return "";
    }

    private Shares shares(CountedRequests counted) {
        return new Shares(what(), part(counted), whole(counted), atLeast(), shareRatio());
    }

    @Override
    default Finding evaluate(CountedRequests counted) {
        return shares(counted).finding(remark(counted));
    }

    @Override
    default long decidedBy(CountedRequests counted) {
        return whole(counted);
    }

    @Override
    default boolean holds(CountedRequests counted) {
        return shares(counted).held();
    }

    @Override
    default double severity(CountedRequests counted) {
        double ratio = (double) part(counted) / whole(counted);
        return atLeast() ? 1 - ratio : ratio;
    }

    @Override
    default double limit() {
        return shareRatio();
    }

    @Override
    default String words() {
        return what() + (atLeast() ? " >= " : " <= ") + Wording.share(shareRatio());
    }
}
