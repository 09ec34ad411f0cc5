/**
 * How many of something strangers may make in a while. Counted in the database, so that every node
 * counts the same, and in buckets that are hashes: the table holds no addresses.
 */
@NullMarked
package dev.symbolon.core.quota;

import org.jspecify.annotations.NullMarked;
