package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.TokenAnswers;
import io.breakwater.events.scenario.TokenFile;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.token.TokenPlatform;
import java.util.List;
import java.util.Optional;

/** Reads how tokens are told: those of token-service, and those that stand in a data file. */
final class TokenReader {

    private static final List<String> OF_FILE = List.of("valid-until", "valid-for", "platform", "refused-when");

    /** No session takes or hands over anything before the first one. */
    private final SessionNames nobody = new SessionNames(SessionNames.Stage.BEFORE, -1, "tokens");

    private final CheckReader checks;

    TokenReader(References references, Problems problems) {
        this.checks = new CheckReader(references, problems);
    }

    Optional<TokenUse> use(Fields fields) {
        TokenAnswers answers = answers(fields);
        if (fields.has("value")) {
            return fields.read("value", Forms.REFERENCE_NAME)
                    .map(value -> new TokenUse("", Optional.of(value), answers));
        }
        return fields.read("app", Forms.BINDING).map(binding -> new TokenUse(binding, answers));
    }

    /** What is said of a data file's rows as tokens; empty when they are none. */
    Optional<TokenFile> file(Fields fields) {
        return OF_FILE.stream().anyMatch(fields::has)
                ? Optional.of(new TokenFile(
                        fields.read("valid-until", Forms.INSTANT),
                        fields.read("valid-for", Forms.DURATION),
                        answers(fields)))
                : Optional.empty();
    }

    private TokenAnswers answers(Fields fields) {
        TokenPlatform platform = fields.word("platform", ScenarioKeys.TOKEN.words("platform"))
                .flatMap(TokenPlatform::ofWord)
                .orElse(TokenPlatform.WECHAT);
        List<Check> refusedWhen = fields.has("refused-when")
                ? checks.all(fields, "refused-when", CheckReader.Use.ANSWER, nobody)
                : platform.refusedWhen();
        return new TokenAnswers(refusedWhen, platform.expiredWhen(), platform.businessChecks());
    }
}
