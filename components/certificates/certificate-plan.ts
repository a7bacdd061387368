import { type CertifiedRegion, lifetimes, regionAuthority, rootSecret } from "../../content/certificates";
import type { RegionCertificate } from "../../content/region-certificate";
import { clusterLabel } from "../../content/metrics/names";
import { peerRoots, trustRoots } from "../../content/metrics/certificates";
import { PLATFORM_LABEL } from "../../content/names";
import { PEER_ROOT_LABEL } from "../../content/roots";

/** Issuer of the root alone: a certificate that vouches for itself. */
export const SELF_SIGNED_ISSUER = "self-signed";

/** The region's root: an authority whose key is made in the cluster, stays the same and never leaves. */
export function rootSpec(region: Pick<CertifiedRegion, "organization" | "environment" | "region">) {
  return {
    secretName: rootSecret,
    isCA: true,
    commonName: `${clusterLabel(region)} authority`,
    ...lifetimes.root,
    privateKey: { algorithm: "ECDSA", size: 384, rotationPolicy: "Never" },
    usages: ["cert sign", "crl sign", "digital signature"],
    issuerRef: { group: regionAuthority.group, kind: "Issuer", name: SELF_SIGNED_ISSUER },
  };
}

/** A certificate that the root signs. Its key is changed with it, in place: who uses it reads its file again. */
export function leafSpec({ secretName, dnsNames, commonName, usages, keyEncoding }: RegionCertificate) {
  return {
    secretName,
    ...(dnsNames === undefined ? {} : { dnsNames: [...dnsNames] }),
    ...(commonName === undefined ? {} : { commonName }),
    ...lifetimes.leaf,
    privateKey: {
      algorithm: "ECDSA",
      size: 256,
      rotationPolicy: "Always",
      ...(keyEncoding === undefined ? {} : { encoding: keyEncoding }),
    },
    usages: [...usages],
    issuerRef: { ...regionAuthority },
  };
}

/** The root's public half, in every namespace of the platform. The key stays where it is: only `tls.crt` is read. */
export function trustSpec() {
  return {
    sources: [{ secret: { name: rootSecret, key: "tls.crt" } }],
    target: {
      configMap: { key: trustRoots.key },
      namespaceSelector: { matchLabels: { ...PLATFORM_LABEL } },
    },
  };
}

/**
 * The own root and those of the peers that there are: a selector that finds none is no mistake, so that a hub begins before its spokes. Whoever
 * puts a Secret with the label beside the root vouches for another region: only External Secrets does, and on an existing cluster its owner.
 * @param namespaces where somebody speaks with other regions
 */
export function peerTrustSpec(namespaces: readonly string[]) {
  return {
    sources: [
      { secret: { name: rootSecret, key: "tls.crt" } },
      { secret: { selector: { matchLabels: { ...PEER_ROOT_LABEL } }, key: "tls.crt" } },
    ],
    target: {
      configMap: { key: peerRoots.key },
      namespaceSelector: {
        matchExpressions: [
          { key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces].sort() },
        ],
      },
    },
  };
}
