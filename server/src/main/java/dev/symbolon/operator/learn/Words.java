package dev.symbolon.operator.learn;

import java.util.List;

/** What the tour says between the things that happen. */
final class Words {

    static final Chapter OAUTH =
            Chapter.told(
                    "oauth",
                    "What is OAuth?",
                    "You want a photo app to print the pictures that you keep somewhere else. You"
                            + " could give the app your password. Then it could do everything that you"
                            + " can, for ever, and so could everybody who steals it from the app.",
                    "OAuth is the other way. The app sends you to the server that knows you. There you"
                            + " sign in and say what the app may do. The app gets a token: a key that"
                            + " opens this one door, for a short time, and that you can take back.",
                    "So there are four who take part: you with your browser, the app (the “client”),"
                            + " the server that you sign in to (the “authorization server”; here it is"
                            + " Symbolon), and the place where your things are (the “resource server”,"
                            + " an API).");

    static final Chapter OPENID =
            Chapter.told(
                    "openid",
                    "What is OpenID Connect?",
                    "OAuth gives an app a key. It does not tell the app who you are, as a hotel's key"
                            + " does not say who sleeps in the room. Many apps want only that: “sign in"
                            + " with …”.",
                    "OpenID Connect adds one thing to OAuth: besides the key the app gets an ID token,"
                            + " a signed note that says who signed in, when, how, and for which app. An"
                            + " app asks for it with the scope openid.");

    static final Chapter TWO_QUESTIONS =
            Chapter.told(
                    "two-questions",
                    "Authentication and authorization",
                    "Authentication answers: who are you? A password, a passkey or a code on your"
                            + " phone answers it. It happens between you and the server, and no app"
                            + " takes part.",
                    "Authorization answers: what may this app do? You answer it on the consent page,"
                            + " and the token carries the answer to the API.",
                    "An ID token is about the first question, an access token about the second. An app"
                            + " must not use one for the other.");

    static final List<String> CODE_FLOW =
            List.of(
                    "This is how almost every app should do it. What you see below has just happened"
                            + " on this server, in a corner of its own: Robin signed in to the Photo"
                            + " App. Open a step to see what was sent, what was checked and why.");

    static final List<String> PKCE =
            List.of(
                    "A code travels through the browser, and there it can be seen: by another app on"
                            + " the phone, in a log, over a shoulder. PKCE (say “pixy”) makes it useless"
                            + " to whoever sees it: the code belongs to a secret that has never left the"
                            + " app. The server saw its hash at the start, and wants to see the secret"
                            + " itself in the end.");

    static final List<String> REDIRECT =
            List.of(
                    "Everything depends on the code going to the app and to nobody else. So an app"
                            + " registers its addresses beforehand, and the server compares them"
                            + " character by character.");

    static final List<String> REFRESH =
            List.of(
                    "Access tokens live for minutes, so that a stolen one does little harm. Robin does"
                            + " not want to sign in every few minutes, though.");

    static final List<String> REPLAY =
            List.of(
                    "A refresh token is worth stealing, as it goes on for long. That is why each is"
                            + " used once only.");

    static final List<String> SERVICE =
            List.of(
                    "Not every program acts for a person. A nightly backup acts for itself, and"
                            + " authorizes itself with what it was given when it was registered.");

    static final List<String> SIGN_OUT =
            List.of(
                    "Robin signed in once, and every app could ask the server who is there. Signing out"
                            + " at one app only would leave that door open.");

    static final Chapter END =
            Chapter.told(
                    "end",
                    "Where to go from here",
                    "Try a request of your own under “Try”, see what an app would get under “Preview”,"
                            + " or open an app of the demo and watch its flows appear under “Flows”."
                            + " Every rule that you have seen stands in the list of rules, with the"
                            + " section of the specification that asks for it.");

    private Words() {}
}
