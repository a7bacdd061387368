import { secretArn } from "./arn";
import { type NameScope, resourceName } from "./names";

/**
 * How regions come to trust each other: each writes the public half of its authority's root into a place of its own region's Secrets Manager,
 * AWS copies it to the regions with which it speaks, and each reads the copies from its own region. Names follow from the settings, and the
 * program knows no certificate.
 */

/** Name of the place with a region's root, PEM; its copies have the same. No secret: everybody may know it. */
export function publishedRoot(scope: NameScope): string {
  return resourceName("secret", scope, "region-root");
}

/**
 * ARNs of a region's root, for policies: a copy's is that of the original but for the region.
 * @param at region in which it is read or written; `*` for wherever it lies
 */
export function publishedRootArn(owner: NameScope, account: string, at: string): string {
  return secretArn(at, account, publishedRoot(owner));
}

/** Label of the Secrets that hold roots of other regions, beside cert-manager: by it trust-manager finds them. */
export const PEER_ROOT_LABEL = { "pharos/root-of": "another-region" } as const;

/** Start of the names of those Secrets, and of the ExternalSecrets that make them. */
export const PEER_ROOT_PREFIX = "root-of-";

/** Secret with another region's root. */
export function peerRootSecret(region: string): string {
  return `${PEER_ROOT_PREFIX}${region}`;
}
