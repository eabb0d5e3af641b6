package io.breakwater.target.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A setting by its name: how it is read, shown and explained.
 *
 * @param word        its name on the command line and on the control port
 * @param defaultText its value unless set otherwise
 * @param meaning     what it says, for help
 * @param reader      puts a text's value into the draft; an {@link IllegalArgumentException} says what was expected
 * @param writer      gives the text of a value
 */
record SettingName(
        String word,
        String defaultText,
        String meaning,
        BiConsumer<SettingsDraft, String> reader,
        Function<TargetSettings, String> writer) {

    static final List<SettingName> ALL = List.of(
            new SettingName(
                    "port",
                    "18090",
                    "port of the sample backend, 0 for any",
                    (draft, text) -> draft.port = port(text),
                    s -> String.valueOf(s.port())),
            new SettingName(
                    "control-port",
                    "18091",
                    "port of the control and platform endpoints, 0 for any",
                    (draft, text) -> draft.controlPort = port(text),
                    s -> String.valueOf(s.controlPort())),
            new SettingName(
                    "service-time",
                    "0ms",
                    ServiceTime.EXPECTED,
                    (draft, text) -> draft.serviceTime = ServiceTime.parse(text),
                    s -> s.behaviour().serviceTime().text()),
            new SettingName(
                    "error-share",
                    "0%",
                    "share of requests answered with HTTP 500",
                    (draft, text) -> draft.errorShare = Amounts.share(text),
                    s -> Amounts.text(s.behaviour().errorShare())),
            new SettingName(
                    "reset-share",
                    "0%",
                    "share of requests whose connection is reset",
                    (draft, text) -> draft.resetShare = Amounts.share(text),
                    s -> Amounts.text(s.behaviour().resetShare())),
            new SettingName(
                    "stall",
                    "none",
                    Stall.EXPECTED,
                    (draft, text) -> draft.stall = Stall.parse(text),
                    s -> s.behaviour().stall().text()),
            new SettingName(
                    "refuse",
                    "false",
                    "true to refuse connections",
                    (draft, text) -> draft.refuse = trueOrFalse(text),
                    s -> String.valueOf(s.behaviour().refuse())),
            new SettingName(
                    "seed",
                    "1",
                    "seed of the random draws",
                    (draft, text) -> draft.seed = wholeNumber(text),
                    s -> String.valueOf(s.behaviour().seed())),
            new SettingName(
                    "app-id",
                    "wx0123456789abcdef",
                    "the application that the platform knows",
                    (draft, text) -> draft.appId = matching("wx[0-9a-f]{16}", "wx and 16 of 0-9a-f", text),
                    s -> s.platform().appId()),
            new SettingName(
                    "app-secret",
                    "0123456789abcdef0123456789abcdef",
                    "its secret",
                    (draft, text) -> draft.appSecret = matching("[0-9a-f]{32}", "32 of 0-9a-f", text),
                    s -> "***"),
            new SettingName(
                    "token-life",
                    "7200s",
                    "how long a platform token is valid",
                    (draft, text) -> draft.tokenLife = between("1s", "7200s", text),
                    s -> Amounts.text(s.platform().tokenLife())),
            new SettingName(
                    "token-overlap",
                    "300s",
                    "how long a replaced token stays valid",
                    (draft, text) -> draft.tokenOverlap = between("0ms", "7200s", text),
                    s -> Amounts.text(s.platform().tokenOverlap())),
            new SettingName(
                    "busy-share",
                    "0%",
                    "share of token fetches answered with errcode -1",
                    (draft, text) -> draft.busyShare = Amounts.share(text),
                    s -> Amounts.text(s.platform().busyShare())),
            new SettingName(
                    "outage",
                    "none",
                    "how the platform is away: " + Outage.EXPECTED,
                    (draft, text) -> draft.outage = Outage.parse(text),
                    s -> s.platform().outage().text()));

    static Optional<SettingName> of(String word) {
        return ALL.stream().filter(name -> name.word.equals(word)).findAny();
    }

    /** Whether it can be set while the target runs. */
    boolean changeable() {
        return !word.equals("port") && !word.equals("control-port");
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("a port from 0 to 65535");
    }

    private static boolean trueOrFalse(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("true or false");
    }

    private static long wholeNumber(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException("a whole number of at most 18 digits");
    }

    private static String matching(String pattern, String expected, String text) {
        if (Pattern.matches(pattern, text)) {
            return text;
        }
        throw new IllegalArgumentException(expected);
    }

    private static Duration between(String least, String most, String text) {
        String expected = "a duration from " + least + " to " + most + ", such as 60s";
        Duration duration;
        try {
            duration = Amounts.duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        if (duration.compareTo(Amounts.duration(least)) < 0 || duration.compareTo(Amounts.duration(most)) > 0) {
            throw new IllegalArgumentException(expected);
        }
        return duration;
    }
}
