-- Signing keys. What a key is at a moment (next, active, retiring) follows from the times: the
-- active key of an algorithm is the one of the highest generation whose signs_from has come.
CREATE TABLE signing_key (
    tenant         TEXT   NOT NULL,
    kid            TEXT   NOT NULL,
    algorithm      TEXT   NOT NULL,
    generation     BIGINT NOT NULL,
    public_key     TEXT   NOT NULL,
    -- NULL once the key has signed for the last time
    sealed_private TEXT,
    created_at     BIGINT NOT NULL,
    signs_from     BIGINT NOT NULL,
    PRIMARY KEY (tenant, kid),
    -- two nodes that rotate at once make one successor
    UNIQUE (tenant, algorithm, generation)
);
