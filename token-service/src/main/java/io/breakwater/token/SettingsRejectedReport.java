package io.breakwater.token;

import io.breakwater.token.settings.SettingsRejectedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person what is wrong with the settings, instead of a stack trace. */
final class SettingsRejectedReport extends AbstractFailureAnalyzer<SettingsRejectedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingsRejectedException cause) {
        return new FailureAnalysis(
                "Settings of the token service:" + System.lineSeparator() + cause.getMessage(),
                "Correct them in application.yaml, in the environment or on the command line, and start again.",
                cause);
    }
}
