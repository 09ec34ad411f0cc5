/**
 * What a person allowed an app: {@code GET} and {@code POST /consent} ask and remember it (Core
 * §3.1.2.4); it is listed among the connected apps, and taken back there.
 */
@NullMarked
package dev.symbolon.identity.consent;

import org.jspecify.annotations.NullMarked;
