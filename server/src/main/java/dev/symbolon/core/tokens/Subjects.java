package dev.symbolon.core.tokens;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.tenant.Tenant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whom a person is to a client: {@code sub} (Core §8). To most clients it is the account's id. To
 * one with pairwise subjects it is that id encrypted for its sector, always to the same text and
 * with the text itself authenticated (a synthetic IV, as in RFC 5297): nothing is stored, clients
 * of other sectors cannot compare, and the server can tell who is meant.
 */
public final class Subjects {

    private static final int IV_BYTES = 16;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Keys keys;
    private final Clients clients;

    public Subjects(Keys keys, Clients clients) {
        this.keys = keys;
        this.clients = clients;
    }

    /** The account, to this client. */
    public String of(Tenant tenant, String clientId, String accountId) {
        return sector(tenant, clientId)
                .map(sector -> sealed(tenant, sector, accountId))
                .orElse(accountId);
    }

    /** Who stands behind an approval, to its client: a person, or the client itself. */
    public String of(Tenant tenant, Approval approval) {
        return approval.accountId() == null
                ? approval.clientId()
                : of(tenant, approval.clientId(), approval.accountId());
    }

    /** The account that a token is about; nothing where a client acts for itself. */
    public Optional<String> person(Tenant tenant, AccessTokenClaims token) {
        return token.grantId().flatMap(_ -> account(tenant, token.clientId(), token.subject()));
    }

    /** The account that the client calls so; nothing where it is none of its sector's. */
    public Optional<String> account(Tenant tenant, String clientId, String subject) {
        Optional<String> sector = sector(tenant, clientId);
        return sector.isPresent() ? opened(tenant, sector.get(), subject) : Optional.of(subject);
    }

    private Optional<String> sector(Tenant tenant, String clientId) {
        return clients.find(tenant, clientId)
                .map(Client::metadata)
                .flatMap(found -> found.sector());
    }

    private String sealed(Tenant tenant, String sector, String accountId) {
        byte[] account = accountId.getBytes(StandardCharsets.UTF_8);
        byte[] iv = iv(tenant, sector, account);
        byte[] hidden = encryption(Cipher.ENCRYPT_MODE, tenant, sector, iv, account);
        return ENCODER.encodeToString(
                ByteBuffer.allocate(IV_BYTES + hidden.length).put(iv).put(hidden).array());
    }

    private Optional<String> opened(Tenant tenant, String sector, String subject) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(subject);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length <= IV_BYTES) {
            return Optional.empty();
        }
        byte[] iv = Arrays.copyOf(bytes, IV_BYTES);
        byte[] hidden = Arrays.copyOfRange(bytes, IV_BYTES, bytes.length);
        byte[] account = encryption(Cipher.DECRYPT_MODE, tenant, sector, iv, hidden);
        return MessageDigest.isEqual(iv, iv(tenant, sector, account))
                ? Optional.of(new String(account, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** A host has no zero in it, so no two sectors and accounts read the same. */
    private byte[] iv(Tenant tenant, String sector, byte[] account) {
        byte[] host = sector.getBytes(StandardCharsets.UTF_8);
        byte[] both =
                ByteBuffer.allocate(host.length + 1 + account.length)
                        .put(host)
                        .put((byte) 0)
                        .put(account)
                        .array();
        return Arrays.copyOf(keys.hmac(tenant, "pairwise subject", both), IV_BYTES);
    }

    private byte[] encryption(int mode, Tenant tenant, String sector, byte[] iv, byte[] text) {
        byte[] key = keys.hmac(tenant, "pairwise sector", sector.getBytes(StandardCharsets.UTF_8));
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
