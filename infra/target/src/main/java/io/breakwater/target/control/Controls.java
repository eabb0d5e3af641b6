package io.breakwater.target.control;

import io.breakwater.target.settings.SettingsRejectedException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the control port can do to the target; called on the event loop only. */
public interface Controls {

    /** Returns all settings and counts, for JSON. */
    Map<String, Object> state();

    /**
     * Changes some settings, by name and text; completes when they hold.
     *
     * @throws SettingsRejectedException with all errors at once, when nothing was changed
     */
    CompletableFuture<Void> change(Map<String, String> changes);

    /** Forgets all counts. */
    void resetCounts();

    /** Makes every platform token invalid at once. */
    void invalidateTokens();
}
