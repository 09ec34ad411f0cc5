-- What was approved hangs on a grant; its code, refresh tokens and opaque access tokens point at it.

CREATE TABLE authorization_code (
    tenant         TEXT   NOT NULL,
    hash           TEXT   NOT NULL,
    client_id      TEXT   NOT NULL,
    account_id     TEXT,
    session_id     TEXT,
    redirect_uri   TEXT   NOT NULL,
    redirect_sent  SMALLINT NOT NULL,
    code_challenge TEXT,
    grant_id       TEXT   NOT NULL,
    approval       TEXT   NOT NULL,
    flow           TEXT   NOT NULL,
    expires_at     BIGINT NOT NULL,
    redeemed_at    BIGINT,
    ended_at       BIGINT,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX authorization_code_expiry ON authorization_code (expires_at);
CREATE INDEX authorization_code_account ON authorization_code (tenant, account_id, client_id);
CREATE INDEX authorization_code_session ON authorization_code (tenant, session_id);

CREATE TABLE token_grant (
    tenant     TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    client_id  TEXT   NOT NULL,
    account_id TEXT,
    session_id TEXT,
    approval   TEXT   NOT NULL,
    flow       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX token_grant_expiry ON token_grant (expires_at);
CREATE INDEX token_grant_account ON token_grant (tenant, account_id, client_id);
CREATE INDEX token_grant_session ON token_grant (tenant, session_id);

CREATE TABLE refresh_token (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    grant_id   TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    rotated_at BIGINT,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE opaque_access_token (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    claims     TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX opaque_access_token_expiry ON opaque_access_token (expires_at);

-- Signed access tokens are not stored; only the revoked ones are remembered, until they expire by themselves.
CREATE TABLE revoked_token (
    tenant     TEXT   NOT NULL,
    jti        TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, jti)
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);
