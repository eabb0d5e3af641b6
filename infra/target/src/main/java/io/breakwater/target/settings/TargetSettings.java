package io.breakwater.target.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everything that can be set on the target.
 *
 * @param port        port of the sample backend, 0 for any free one
 * @param controlPort port of the control and platform endpoints, 0 for any free one
 * @param behaviour   how the sample backend treats requests
 * @param platform    how the platform simulator issues tokens
 * @param message     what the backend needs to read the platform's message push
 */
public record TargetSettings(
        int port, int controlPort, Behaviour behaviour, PlatformSettings platform, MessageSettings message) {

    /** Returns the settings of a backend that answers at once and without errors, on ports 18090 and 18091. */
    public static TargetSettings defaults() {
        TargetSettings blank = new TargetSettings(
                0,
                0,
                new Behaviour(new ServiceTime.Fixed(Duration.ZERO), 0, 0, Stall.NONE, false, 0),
                new PlatformSettings(
                        new Applications("", "", Map.of(), Map.of(), List.of(), List.of(), false, false),
                        new TokenLives(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        new FetchLimits(Duration.ZERO, 0, 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO),
                        new Failures(0, Outage.none(), OptionalInt.empty(), List.of(), List.of(), false),
                        new SigningKeysText(SigningKeysText.GENERATED, SigningKeysText.GENERATED)),
                new MessageSettings("", "", "", ""));
        return blank.changed(
                SettingName.ALL.stream().collect(Collectors.toMap(SettingName::word, SettingName::defaultText)),
                name -> true);
    }

    /** Returns the default settings with both ports chosen by the system, for tests. */
    public static TargetSettings onFreePorts() {
        return defaults().with(Map.of("port", "0", "control-port", "0"));
    }

    /**
     * Returns these settings with some replaced, by name and text.
     *
     * @throws SettingsRejectedException with all errors at once
     */
    public TargetSettings with(Map<String, String> changes) {
        return changed(changes, name -> true);
    }

    /**
     * Returns these settings with one replaced, by name and text.
     *
     * @throws SettingsRejectedException when there is no such name or the text does not fit it
     */
    public TargetSettings with(String name, String text) {
        return with(Map.of(name, text));
    }

    /**
     * Returns these settings with some replaced while the target runs, which excludes the ports.
     *
     * @throws SettingsRejectedException with all errors at once
     */
    public TargetSettings whileRunning(Map<String, String> changes) {
        return changed(changes, SettingName::changeable);
    }

    private TargetSettings changed(Map<String, String> changes, Predicate<SettingName> allowed) {
        SettingsDraft draft = new SettingsDraft(this);
        List<String> errors = new ArrayList<>();
        changes.forEach((word, text) -> SettingName.of(word)
                .filter(allowed)
                .ifPresentOrElse(
                        name -> {
                            try {
                                name.reader().accept(draft, text);
                            } catch (IllegalArgumentException e) {
                                errors.add(word + ": " + name.shown(text) + " (expected: " + e.getMessage() + ")");
                            }
                        },
                        () -> errors.add(word + ": no such setting (expected: one of "
                                + SettingName.ALL.stream()
                                        .filter(allowed)
                                        .map(SettingName::word)
                                        .collect(Collectors.joining(", "))
                                + ")")));
        if (!errors.isEmpty()) {
            throw new SettingsRejectedException(errors);
        }
        return draft.settled();
    }

    /** Returns every setting's name and text, in the order of {@link #explained}; secrets are masked. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (SettingName name : SettingName.ALL) {
            texts.put(name.word(), name.writer().apply(this));
        }
        return texts;
    }

    /** Returns one line for each setting, for a command's help. */
    public static String explained() {
        return SettingName.ALL.stream()
                .map(name ->
                        String.format("  --%-22s %s (default: %s)", name.word(), name.meaning(), name.defaultText()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
