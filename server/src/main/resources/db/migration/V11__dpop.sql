-- RFC 9449 §11.1: proofs that were used, until they are too old anyway. The hash is that of the
-- key's thumbprint and the jti.

CREATE TABLE used_dpop_proof (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX used_dpop_proof_expiry ON used_dpop_proof (expires_at);
