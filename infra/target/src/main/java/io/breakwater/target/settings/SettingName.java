package io.breakwater.target.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private static final int MAX_SHOWN_CHARACTERS = 100;
    private static final Set<String> SECRET = Set.of(
            "app-secret",
            "wechat-apps",
            "douyin-apps",
            "gateway-private-key",
            "message-token",
            "message-key",
            "message-previous-key");

    static final List<SettingName> ALL = Stream.of(
                    BackendSettingNames.ALL, PlatformSettingNames.ALL, SigningSettingNames.ALL)
            .flatMap(List::stream)
            .toList();

    static Optional<SettingName> of(String word) {
        return ALL.stream().filter(name -> name.word.equals(word)).findAny();
    }

    /** Returns a wrong text as an error may show it: secrets not at all, and long ones in part. */
    String shown(String text) {
        if (SECRET.contains(word)) {
            return "***";
        }
        return text.length() > MAX_SHOWN_CHARACTERS ? text.substring(0, MAX_SHOWN_CHARACTERS) + "…" : text;
    }

    /** Whether it can be set while the target runs. */
    boolean changeable() {
        return !word.equals("port") && !word.equals("control-port");
    }
}
