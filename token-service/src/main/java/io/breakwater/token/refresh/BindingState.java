package io.breakwater.token.refresh;

/** How a binding stands. */
public enum BindingState {
    /** Its first token is being fetched. */
    FETCHING,
    /** It has a valid token. */
    VALID,
    /** It has a valid token, but the last try to replace it failed. */
    REFRESH_FAILING,
    /** It has no valid token: never had one, or the last one expired. */
    NO_TOKEN;

    /** Whether there is a valid token. */
    public boolean hasToken() {
        return this == VALID || this == REFRESH_FAILING;
    }
}
