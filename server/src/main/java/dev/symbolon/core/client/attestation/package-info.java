/**
 * Instances of an app that prove by a key that somebody trusted attests whose they are: OAuth 2.0
 * Attestation-Based Client Authentication, draft 11.
 */
@NullMarked
package dev.symbolon.core.client.attestation;

import org.jspecify.annotations.NullMarked;
