package dev.symbolon.operator.learn;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.operator.inspector.Party;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.time.InstantSource;
import java.util.Map;

/** RFC 9449: a token that is bound to a key, and a thief who has the token only. */
final class BoundTokenChapter {

    private static final String USERINFO = "/oauth/userinfo";

    private final Tour tour;
    private final InstantSource clock;

    BoundTokenChapter(Tour tour, InstantSource clock) {
        this.tour = tour;
        this.clock = clock;
    }

    Chapter walk() {
        Scenes scenes = tour.scenes();
        ProofKey key = new ProofKey(clock);
        String verifier = Pkce.newVerifier();
        Heard redirect =
                scenes.add(
                        Party.BROWSER,
                        "tour.bound.code",
                        tour.browser()
                                .get(
                                        Parameters.of(tour.request(OpaqueValue.sha256(verifier)))
                                                .appendedTo(Tour.AUTHORIZE)));
        String token = redeemed(scenes, key, Tour.parameter(redirect, "code"), verifier);
        String proof = key.proof("GET", address(USERINFO), token);
        scenes.add(Party.APP, "tour.bound.use", use(token, proof));
        scenes.add(Party.THIEF, "tour.bound.bearer", tour.somebody().get(USERINFO, token));
        scenes.add(
                Party.THIEF,
                "tour.bound.own",
                use(token, new ProofKey(clock).proof("GET", address(USERINFO), token)));
        scenes.add(Party.THIEF, "tour.bound.replay", use(token, proof));
        return scenes.chapter("dpop", "tour.bound");
    }

    private String redeemed(Scenes scenes, ProofKey key, String code, String verifier) {
        Heard tokens =
                scenes.add(
                        Party.APP,
                        "tour.bound.tokens",
                        tour.somebody()
                                .post(
                                        Tour.TOKEN,
                                        tour.exchange(code, verifier),
                                        Map.of("dpop", key.proof("POST", address(Tour.TOKEN)))));
        return String.valueOf(Scenes.json(tokens.response()).get("access_token"));
    }

    private Heard use(String token, String proof) {
        return tour.somebody()
                .get(USERINFO, Map.of("authorization", "DPoP " + token, "dpop", proof));
    }

    private String address(String path) {
        return tour.tenant().url(path);
    }
}
