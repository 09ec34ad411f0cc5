-- Authorization details (RFC 9396) that an account allowed a client, one row for each at each API
-- that it is for; the hash is of the details as canonical JSON.
CREATE TABLE consent_details (
    tenant TEXT NOT NULL,
    account TEXT NOT NULL,
    client TEXT NOT NULL,
    resource TEXT NOT NULL,
    hash TEXT NOT NULL,
    details TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, account, client, resource, hash)
);
