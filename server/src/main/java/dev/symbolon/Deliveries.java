package dev.symbolon;

import dev.symbolon.base.mail.Smtp;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.outbox.Delivery;
import dev.symbolon.core.outbox.Told;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.operator.inspector.Act;
import dev.symbolon.operator.inspector.Outgoing;
import dev.symbolon.operator.inspector.Recorder;
import dev.symbolon.protocol.backchannel.Notifications;
import dev.symbolon.protocol.token.PushedTokens;
import dev.symbolon.protocol.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is delivered in the background, by every node; each kind does not wait for the others. */
final class Deliveries {

    private Deliveries() {}

    static List<Delivery> start(Parts parts, Recorder recorder, Metrics metrics) {
        List<Delivery> all = new ArrayList<>();
        all.add(parts.logouts().start(told -> seen(recorder, Act.BACKCHANNEL_LOGOUT, told)));
        all.add(notifications(parts).start(new Pings(recorder)));
        if (parts.mails().isOn()) {
            all.add(mail(parts, recorder, metrics));
        }
        return all;
    }

    /** What speaks SMTP is loaded here, and not where no mail is sent. */
    private static Delivery mail(Parts parts, Recorder recorder, Metrics metrics) {
        Config config = parts.config();
        Smtp smtp = new Smtp(config.mail(), config.fetch().trust(), parts.clock());
        return parts.mails()
                .start(
                        smtp,
                        mailed -> {
                            metrics.count("symbolon.mail", "outcome", mailed.outcome());
                            recorder.asked(
                                    new Outgoing(
                                            mailed.tenant(),
                                            mailed.trace(),
                                            Act.MAIL,
                                            mailed.server(),
                                            Map.of(),
                                            mailed.status(),
                                            mailed.at(),
                                            mailed.took()));
                        });
    }

    private static Notifications notifications(Parts parts) {
        PushedTokens tokens =
                new PushedTokens(
                        new Tokens(
                                parts.accounts(),
                                new Targets(parts.resources()),
                                new DetailTargets(parts.resources()),
                                parts.issuer(),
                                new ClientEncryption(parts.crypto(), parts.remoteKeys())));
        return new Notifications(
                parts.backchannel().notices(),
                parts.tenants(),
                parts.clients(),
                parts.grants(),
                tokens::mint,
                parts.fetcher(),
                parts.clock());
    }

    private record Pings(Recorder recorder) implements Notifications.Witness {

        @Override
        public void pinged(Told told) {
            seen(recorder, Act.PING_APP, told);
        }

        @Override
        public void pushed(Told told) {
            seen(recorder, Act.PUSH_TO_APP, told);
        }
    }

    private static void seen(Recorder recorder, Act act, Told told) {
        recorder.asked(
                new Outgoing(
                        told.tenant(),
                        told.trace(),
                        act,
                        told.address(),
                        told.sent(),
                        told.status(),
                        told.at(),
                        told.took()));
    }
}
