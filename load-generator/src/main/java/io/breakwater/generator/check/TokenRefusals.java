package io.breakwater.generator.check;

import io.breakwater.events.data.TokenUses;
import io.breakwater.events.scenario.Check;
import io.breakwater.generator.extract.Finder;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Sources;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the answers to one step tell that a platform token of its request was refused, compiled. Immutable, so that all event
 * loops share it; costs nothing where a step sends no token.
 */
public final class TokenRefusals {

    /** What {@link #refused} returns when no token was. */
    public static final int NOT_REFUSED = -1;

    /** Of a step that sends no token. */
    public static final TokenRefusals NONE =
            new TokenRefusals(new int[0], new CompiledCheck[0][], new CompiledCheck[0][]);

    /** Codes of platforms are far shorter; a backend might put a page there. */
    private static final int LONGEST_CODE = 64;

    private final int[] tokens;
    private final CompiledCheck[][] refused;
    private final CompiledCheck[][] expired;
    private final boolean needsBody;
    private final boolean needsHeaders;

    private TokenRefusals(int[] tokens, CompiledCheck[][] refused, CompiledCheck[][] expired) {
        this.tokens = tokens;
        this.refused = refused;
        this.expired = expired;
        this.needsBody = finders().anyMatch(Finder::needsBody);
        this.needsHeaders = finders().anyMatch(Finder::needsHeaders);
    }

    /**
     * The refusals of a step.
     *
     * @param uses    all tokens of the run: a token's number is its place among them
     * @param used    those of them that the step's request may carry
     * @param sources where references lead
     * @throws IllegalArgumentException when a path, a pattern or an expected value cannot be read
     */
    public static TokenRefusals of(List<TokenUses.Source> uses, List<TokenUses.Source> used, Sources sources) {
        return used.isEmpty()
                ? NONE
                : new TokenRefusals(
                        used.stream().mapToInt(uses::indexOf).toArray(),
                        used.stream()
                                .map(source -> compiled(source.answers().refusedWhen(), sources))
                                .toArray(CompiledCheck[][]::new),
                        used.stream()
                                .map(source -> compiled(source.answers().expiredWhen(), sources))
                                .toArray(CompiledCheck[][]::new));
    }

    private static CompiledCheck[] compiled(List<Check> checks, Sources sources) {
        return checks.stream().map(check -> new CompiledCheck(check, sources)).toArray(CompiledCheck[]::new);
    }

    /** Which of the run's tokens an answer says was refused: the first of the step's; {@link #NOT_REFUSED} when none was. */
    public int refused(Response response, Filling filling) {
        for (int i = 0; i < tokens.length; i++) {
            if (firstHolding(refused[i], response, filling) != null) {
                return tokens[i];
            }
        }
        return NOT_REFUSED;
    }

    /** Whether an answer that refused a token says that its time was up. */
    public boolean saysExpired(int token, Response response, Filling filling) {
        return firstHolding(expired[place(token)], response, filling) != null;
    }

    /** The code with which an answer refused a token: what the check found; empty text where that is nothing to be told. */
    public String code(int token, Response response, Filling filling) {
        CompiledCheck told = firstHolding(refused[place(token)], response, filling);
        if (told == null) {
            return "";
        }
        ByteText found = filling.borrow();
        String code = told.finder().find(response, filling, found).isFound() ? found.toString() : "";
        filling.giveBack();
        return code.length() <= LONGEST_CODE ? code : code.substring(0, LONGEST_CODE);
    }

    private int place(int token) {
        int place = 0;
        while (tokens[place] != token) {
            place++;
        }
        return place;
    }

    private static @Nullable CompiledCheck firstHolding(CompiledCheck[] checks, Response response, Filling filling) {
        for (CompiledCheck check : checks) {
            if (check.holds(response, filling)) {
                return check;
            }
        }
        return null;
    }

    /** Whether the body has to be kept. */
    public boolean needsBody() {
        return needsBody;
    }

    /** Whether the headers have to be kept. */
    public boolean needsHeaders() {
        return needsHeaders;
    }

    private Stream<Finder> finders() {
        return Stream.concat(Stream.of(refused), Stream.of(expired))
                .flatMap(Stream::of)
                .map(CompiledCheck::finder);
    }
}
