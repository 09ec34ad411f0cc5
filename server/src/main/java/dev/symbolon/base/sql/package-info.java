/**
 * The database: SQLite with one writer and group commit, or PostgreSQL; migrations; nothing of
 * OAuth.
 */
@NullMarked
package dev.symbolon.base.sql;

import org.jspecify.annotations.NullMarked;
