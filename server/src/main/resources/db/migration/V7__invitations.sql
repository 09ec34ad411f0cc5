CREATE TABLE invitation (
    tenant TEXT NOT NULL,
    hash TEXT NOT NULL,
    admin SMALLINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);

CREATE INDEX invitation_expires_at ON invitation (expires_at);
