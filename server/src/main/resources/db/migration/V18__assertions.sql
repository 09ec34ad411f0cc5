-- RFC 7523 §2.1: what other issuers say of a person, taken as a grant.

-- Assertions that were used, until they have expired anyway.
CREATE TABLE used_grant_assertion (
    tenant     TEXT   NOT NULL,
    issuer     TEXT   NOT NULL,
    jti_hash   TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, issuer, jti_hash)
);
CREATE INDEX used_grant_assertion_expiry ON used_grant_assertion (expires_at);

-- Who a subject of another issuer is here.
CREATE TABLE linked_subject (
    tenant     TEXT   NOT NULL,
    issuer     TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, issuer, subject)
);
CREATE INDEX linked_subject_account ON linked_subject (tenant, account_id);
