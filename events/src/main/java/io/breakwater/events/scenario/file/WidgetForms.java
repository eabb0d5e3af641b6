package io.breakwater.events.scenario.file;

/** The forms of what widget messages say. */
final class WidgetForms {

    static final Form<String> ORIGINAL_ID = Form.matching(
            "a mini program's original id such as gh_demo: letters, digits, hyphens and underscores, at most 60",
            "[A-Za-z0-9_-]{1,60}",
            "gh_demo");

    static final Form<String> OPEN_ID =
            Form.text("one line of at most 500 characters", "[^\\p{Cntrl}]{1,500}", "o${randomString(27)}");

    private WidgetForms() {}
}
