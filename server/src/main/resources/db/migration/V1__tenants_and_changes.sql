-- An issuer. The first has neither path nor host: it answers what no other answers.
CREATE TABLE tenant (
    tenant     TEXT   NOT NULL PRIMARY KEY,
    issuer     TEXT   NOT NULL UNIQUE,
    path       TEXT   UNIQUE,
    host       TEXT   UNIQUE,
    created_at BIGINT NOT NULL
);

-- What changed lately, for the caches of other nodes and processes. Belongs to no tenant: the
-- nodes share it, and the item names the tenant.
CREATE TABLE change_notice (
    id         ${identity},
    topic      TEXT   NOT NULL,
    item       TEXT   NOT NULL,
    origin     TEXT   NOT NULL,
    written_at BIGINT NOT NULL
);

-- Which node does what only one may do, and until when. Belongs to no tenant either.
CREATE TABLE lease (
    name       TEXT   NOT NULL PRIMARY KEY,
    holder     TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);
