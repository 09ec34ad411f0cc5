/** GET and POST /oauth/userinfo: what an app may know of the person. OpenID Connect Core §5.3. */
@NullMarked
package dev.symbolon.protocol.userinfo;

import org.jspecify.annotations.NullMarked;
