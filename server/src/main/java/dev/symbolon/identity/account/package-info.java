/**
 * Who a person is: names to sign in with, standard claims (Core §5.1), whether disabled. The
 * subject identifier is random and tells nothing; names and emails share one namespace.
 */
@NullMarked
package dev.symbolon.identity.account;

import org.jspecify.annotations.NullMarked;
