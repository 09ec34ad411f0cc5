/**
 * Targets for a coverage-guided fuzzer, one for each message that strangers send. {@code FuzzTest}
 * gives each its seeds in every build; CONTRIBUTING.md says how to let the fuzzer search.
 */
package dev.symbolon.fuzz;
