/**
 * The database: SQLite with one writer and group commit, or PostgreSQL behind a pool. A statement
 * comes in by {@link dev.symbolon.base.sql.Database}, runs on either, and returns when it is
 * durable. Beside it: migrations, notices of changes to other nodes, chores of one node. Which SQL
 * both understand, and why: docs/decisions/0010. Knows nothing of OAuth.
 */
@NullMarked
package dev.symbolon.base.sql;

import org.jspecify.annotations.NullMarked;
