/** What the server decided and why, for those who run it: traces of requests, rule by rule. */
@NullMarked
package dev.symbolon.operator.inspector;

import org.jspecify.annotations.NullMarked;
