/**
 * An app's side of OpenID Connect and OAuth 2.1, on the Nimbus SDK: finding the provider, the
 * authorization code flow, and using the tokens. Shared by the web app and the command line, which
 * differ in how the browser comes back and in whether they can keep a secret.
 */
@NullMarked
package dev.symbolon.examples.oauth;

import org.jspecify.annotations.NullMarked;
