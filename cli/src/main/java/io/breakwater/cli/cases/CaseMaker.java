package io.breakwater.cli.cases;

import io.breakwater.events.cases.CaseDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes the cases of a description: the same description gives the same cases. Stateless. */
final class CaseMaker {

    private CaseMaker() {}

    /**
     * What was made.
     *
     * @param cases    in the order of the file, abnormal ones spread evenly
     * @param abnormal how many of them are abnormal
     */
    record Made(List<CaseQuery> cases, int abnormal) {
        Made {
            cases = List.copyOf(cases);
        }
    }

    /** As many as are wanted, or as there are different ones: a repeated case would only meet a cache. */
    static Made make(CaseDescription description) {
        RandomGenerator random = new SplittableRandom(description.seed());
        NormalCases normal = new NormalCases(description, random);
        AbnormalCases abnormal = new AbnormalCases(description, normal, random);
        List<CaseQuery> cases = new ArrayList<>();
        int odd = 0;
        while (cases.size() < description.count()) {
            // The n-th case is abnormal when the share of n cases has a whole number more than that of n - 1.
            boolean due = Math.floor((cases.size() + 1) * description.abnormalRatio() + 1e-9) > odd;
            if (due) {
                cases.add(abnormal.next());
                odd++;
            } else {
                Optional<CaseQuery> next = normal.next();
                if (next.isEmpty()) {
                    break;
                }
                cases.add(next.get());
            }
        }
        return new Made(cases, odd);
    }
}
