package dev.symbolon.operator.inspector;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** Who may look at flows, and what they may ask. */
public enum InspectorRule implements Rule {
    MAY_LOOK(
            ours(
                    "inspector.may-look",
                    "OWASP ASVS 5.0 §8.2",
                    ACCESS_DENIED,
                    "Only administrators, and the owner of a client for that client, may see flows.",
                    "Sign in as an administrator, or open the address that ./symbolon inspect prints.")),
    FLOW_KNOWN(
            ours(
                    "inspector.flow-known",
                    "OWASP ASVS 5.0 §8.2",
                    INVALID_REQUEST,
                    "The reference must be that of a flow that is still kept.",
                    "Look at the newest flows; they are kept for a week, failures only unless more is asked for."));

    private final Card card;

    InspectorRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
