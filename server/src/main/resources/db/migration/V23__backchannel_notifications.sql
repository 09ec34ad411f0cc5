-- CIBA ping and push: a request's row is also what its app is still to be told. notification holds the auth_req_id and
-- the client's token, pushed the tokens once they are minted; both are sealed, and gone when the app has been told.

ALTER TABLE backchannel_authentication ADD COLUMN notification TEXT;
ALTER TABLE backchannel_authentication ADD COLUMN pushed TEXT;
ALTER TABLE backchannel_authentication ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE backchannel_authentication ADD COLUMN next_try_at BIGINT;
ALTER TABLE backchannel_authentication ADD COLUMN outcome TEXT;
CREATE INDEX backchannel_authentication_due ON backchannel_authentication (next_try_at);

-- CIBA §7.1: what a person tells an app so that it may ask them.

CREATE TABLE user_code (
    tenant     TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    set_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant, account_id)
);
