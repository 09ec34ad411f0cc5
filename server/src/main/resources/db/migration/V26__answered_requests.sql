-- Asked for what a person has answered, and never for what nobody has: that is all that waits,
-- of everybody, and was taken for what waits for one person.
DROP INDEX backchannel_authentication_account;
CREATE INDEX backchannel_authentication_account
    ON backchannel_authentication (tenant, account_id, client_id) WHERE account_id IS NOT NULL;
