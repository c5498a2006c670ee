package dev.landfall.cli.doctor;

/** What an examination found, in words for a person. */
public sealed interface Finding {
    String what();

    /** As needed. */
    record Good(String what) implements Finding {}

    /** Landfall runs, with something missing. */
    record Limited(String what, String mend) implements Finding {}

    /** Landfall cannot do its work. */
    record Bad(String what, String mend) implements Finding {}
}
