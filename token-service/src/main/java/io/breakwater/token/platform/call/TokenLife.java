package io.breakwater.token.platform.call;

import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.JsonExpression;
import io.breakwater.token.platform.Place;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/** How long a token is valid: fixed, or in seconds somewhere in the answer. */
sealed interface TokenLife {

    /** Longest life that is believed: 400 days. Baidu's 30 days are the longest known; more is a mistake of unit. */
    Duration LIMIT = Duration.ofDays(400);

    /** The life that an answer tells; empty when it does not tell a positive one up to the limit. */
    Optional<Duration> in(Object answer);

    /** What the answer must have, in words for messages. */
    String expected();

    /** The same for every token. */
    record Fixed(Duration life) implements TokenLife {
        @Override
        public Optional<Duration> in(Object answer) {
            return Optional.of(life);
        }

        @Override
        public String expected() {
            return "nothing";
        }
    }

    /** Seconds in the answer, a number or a number as text. */
    record Told(JsonExpression at) implements TokenLife {
        @Override
        public Optional<Duration> in(Object answer) {
            return at.textIn(answer).flatMap(AnswerText::seconds).filter(TokenLife::believable);
        }

        @Override
        public String expected() {
            return "seconds at " + at + ", more than 0 and at most " + LIMIT.toSeconds();
        }
    }

    private static boolean believable(Duration life) {
        return life.compareTo(Duration.ZERO) > 0 && life.compareTo(LIMIT) <= 0;
    }

    /** Reads the setting. */
    static TokenLife parse(String setting, Place place) {
        if (setting.startsWith("$")) {
            return new Told(JsonExpression.parse("life", setting, place));
        }
        Duration life = Duration.ZERO;
        try {
            life = DurationStyle.detectAndParse(setting);
        } catch (IllegalArgumentException e) {
            // Reported below, as a life of nothing is.
            life = Duration.ZERO;
        }
        if (!believable(life)) {
            place.problem("life", setting, "seconds in the answer such as $.expires_in, or a duration such as 2h");
        }
        return new Fixed(life);
    }
}
