package io.breakwater.target.settings;

import static io.breakwater.target.settings.SettingTexts.port;
import static io.breakwater.target.settings.SettingTexts.trueOrFalse;
import static io.breakwater.target.settings.SettingTexts.wholeNumber;

import java.util.List;

/** The settings of the ports and of the sample backend's behaviour. */
final class BackendSettingNames {

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
                    s -> String.valueOf(s.behaviour().seed())));

    private BackendSettingNames() {}
}
