/** POST /oauth/challenge: Attestation-Based Client Authentication §6.3. */
@NullMarked
package dev.symbolon.protocol.attestation;

import org.jspecify.annotations.NullMarked;
