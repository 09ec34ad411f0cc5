package dev.symbolon.base.http;

/**
 * Who sent a request and what they thought they were talking to.
 *
 * @param address an IP address, or what a proxy wrote in its place
 * @param scheme http or https
 * @param host the authority, with its port where it was sent
 */
record Sender(String address, String scheme, String host) {}
