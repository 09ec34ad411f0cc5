-- Registered clients (RFC 7591) and the APIs that tokens are for (RFC 8707).

CREATE TABLE client (
    tenant                TEXT NOT NULL,
    client_id             TEXT NOT NULL,
    -- The metadata as JSON, checked and with its defaults.
    metadata              TEXT NOT NULL,
    -- SHA-256; NULL for a client without a secret. While a secret is rotated the previous one works too.
    secret_hash           TEXT,
    previous_secret_hash  TEXT,
    previous_secret_until BIGINT,
    created_at            BIGINT NOT NULL,
    updated_at            BIGINT NOT NULL,
    PRIMARY KEY (tenant, client_id)
);

-- Accounts that answer for a client: they may see what happens to it.
CREATE TABLE client_owner (
    tenant     TEXT NOT NULL,
    client_id  TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (tenant, client_id, account_id)
);
CREATE INDEX client_owner_account ON client_owner (tenant, account_id);

-- Client assertions that were used (RFC 7523 §3, jti), until they have expired anyway.
CREATE TABLE used_assertion (
    tenant     TEXT NOT NULL,
    client_id  TEXT NOT NULL,
    jti_hash   TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, client_id, jti_hash)
);
CREATE INDEX used_assertion_expires ON used_assertion (expires_at);

CREATE TABLE resource (
    tenant     TEXT NOT NULL,
    identifier TEXT NOT NULL,
    definition TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, identifier)
);

-- A scope means one thing in a tenant: it belongs to one resource.
CREATE TABLE resource_scope (
    tenant     TEXT NOT NULL,
    scope      TEXT NOT NULL,
    identifier TEXT NOT NULL,
    PRIMARY KEY (tenant, scope)
);
CREATE INDEX resource_scope_identifier ON resource_scope (tenant, identifier);
