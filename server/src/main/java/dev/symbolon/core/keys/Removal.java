package dev.symbolon.core.keys;

/** What came of the wish to remove a key. */
public enum Removal {
    /** What it signed is not believed any more, what was encrypted with it not opened. */
    REMOVED,
    /** It signs, or will: another has to take over first. */
    IN_USE,
    /** The tenant has no such key, or has it no more. */
    UNKNOWN
}
