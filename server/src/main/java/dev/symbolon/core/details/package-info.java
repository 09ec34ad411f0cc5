/**
 * Authorization details (RFC 9396): what an app asks for in an object instead of a word, as "pay
 * EUR 123.50 to Merchant A". An API declares the types, each with a schema and a sentence for
 * people; what comes is held against the schema, told in the sentence, and compared.
 */
@NullMarked
package dev.symbolon.core.details;

import org.jspecify.annotations.NullMarked;
