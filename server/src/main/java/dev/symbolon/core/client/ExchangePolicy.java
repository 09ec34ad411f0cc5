package dev.symbolon.core.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client may do with tokens that it was given (RFC 8693 §2.1), and who may act with its own.
 * Ours, and an administrator's word; what it does not name is not allowed.
 *
 * @param subjects whose tokens it may exchange beside its own: client_ids
 * @param targets the APIs that it may exchange them for: identifiers
 * @param impersonates whether what it gets may leave out that it acts (RFC 8693 §1.1)
 * @param mayAct the client_id of the one client that may act with this client's tokens (RFC 8693
 *     §4.4); absent: each whose policy names this client
 * @param idJagClients the issuers that it may have ID-JAGs for, each with the client's client_id
 *     there (ID-JAG §6)
 */
public record ExchangePolicy(
        List<String> subjects,
        List<String> targets,
        boolean impersonates,
        @Nullable String mayAct,
        Map<String, String> idJagClients) {

    static final String SUBJECTS = "token_exchange_subjects";
    static final String TARGETS = "token_exchange_targets";
    static final String IMPERSONATION = "token_exchange_impersonation";
    static final String MAY_ACT = "may_act";
    static final String ID_JAG_CLIENTS = "id_jag_clients";

    public ExchangePolicy {
        subjects = List.copyOf(subjects);
        targets = List.copyOf(targets);
        idJagClients = Map.copyOf(idJagClients);
    }

    static ExchangePolicy read(MetadataReader reader) {
        return new ExchangePolicy(
                reader.texts(SUBJECTS).orElse(List.of()),
                reader.texts(TARGETS).orElse(List.of()),
                reader.flag(IMPERSONATION, false),
                reader.text(MAY_ACT),
                reader.textsByName(ID_JAG_CLIENTS));
    }

    /** Its members, as far as they say anything. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!subjects.isEmpty()) {
            map.put(SUBJECTS, subjects);
        }
        if (!targets.isEmpty()) {
            map.put(TARGETS, targets);
        }
        if (impersonates) {
            map.put(IMPERSONATION, true);
        }
        if (mayAct != null) {
            map.put(MAY_ACT, mayAct);
        }
        if (!idJagClients.isEmpty()) {
            map.put(ID_JAG_CLIENTS, new TreeMap<>(idJagClients));
        }
        return map;
    }
}
