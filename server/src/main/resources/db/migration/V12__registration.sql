-- Clients that registered themselves (RFC 7591), and what they manage that with (RFC 7592).

ALTER TABLE client ADD COLUMN registrar TEXT NOT NULL DEFAULT 'administrator';
-- When it last proved who it is, give or take a day; NULL where it never did.
ALTER TABLE client ADD COLUMN used_at BIGINT;

CREATE TABLE client_registration (
    tenant               TEXT   NOT NULL,
    client_id            TEXT   NOT NULL,
    token_hash           TEXT   NOT NULL,
    -- The token before, until the present one was used: a reply may have been lost.
    previous_token_hash  TEXT,
    previous_token_until BIGINT,
    software_statement   TEXT,
    created_at           BIGINT NOT NULL,
    PRIMARY KEY (tenant, client_id)
);
CREATE INDEX client_registration_created ON client_registration (created_at);

CREATE TABLE initial_access_token (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    uses_left  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX initial_access_token_expiry ON initial_access_token (expires_at);

-- How many registered in an hour, from one network and from everywhere; a bucket is a hash.
CREATE TABLE registration_count (
    tenant  TEXT   NOT NULL,
    bucket  TEXT   NOT NULL,
    made    BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, bucket)
);
CREATE INDEX registration_count_end ON registration_count (ends_at);
