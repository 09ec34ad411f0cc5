// The page of check_session_iframe: an app's page in the same window asks "client_id session_state",
// and hears whether the sign-in is still the one it knows. OpenID Connect Session Management 1.0 §3.2.
"use strict";
const cookie = document.currentScript.dataset.cookie + "=";

// Absent where the browser keeps our cookies from frames of other sites.
function browserState() {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(cookie));
  return found === undefined ? undefined : found.slice(cookie.length);
}

// The origin of the page that we are in: some browsers tell it, the others from where we were opened.
function around() {
  if (window.parent === window) {
    return undefined;
  }
  if (location.ancestorOrigins !== undefined) {
    return location.ancestorOrigins[0];
  }
  return document.referrer === "" ? undefined : new URL(document.referrer).origin;
}

// That page asks, or a frame of it that has its origin.
function isAsked(event) {
  return event.source === window.parent || event.origin === around();
}

async function sha256(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function answer(message, origin) {
  const words = typeof message === "string" ? message.split(" ") : [];
  const [, salt] = words.length === 2 ? words[1].split(".") : [];
  const state = browserState();
  if (!words[0] || !salt || state === undefined) {
    return "error";
  }
  const hash = await sha256([words[0], origin, state, salt].join(" "));
  return hash + "." + salt === words[1] ? "unchanged" : "changed";
}

window.addEventListener("message", async (event) => {
  if (event.source === null || event.source === window || !isAsked(event) || event.origin === "null") {
    return;
  }
  event.source.postMessage(await answer(event.data, event.origin), event.origin);
});
