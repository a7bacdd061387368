import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import {
  type CertifiedRegion,
  regionAuthority,
  regionCertificates,
  rootSecret,
} from "../../content/certificates";
import type { RegionCertificate } from "../../content/region-certificate";
import { peerRoots, trustRoots } from "../../content/metrics/certificates";
import { pinnedRelease } from "../metrics/release";
import { certManagerValues } from "./cert-manager-values";
import { leafSpec, peerTrustSpec, rootSpec, SELF_SIGNED_ISSUER, trustSpec } from "./certificate-plan";
import { trustManagerValues } from "./trust-manager-values";
import { goesWith } from "../goes-with";

export interface CertificatesArgs {
  /** What the region needs certificates for. */
  readonly region: CertifiedRegion;
  /** Namespace of cert-manager, trust-manager and the root; Pod Security level `restricted`. */
  readonly namespace: string;
  /** The platform's namespaces, in which the region's root is put for everybody to read. */
  readonly trustingNamespaces: readonly string[];
  /** Those of them in which somebody speaks with other regions, and which get their roots as well. */
  readonly crossingNamespaces: readonly string[];
  /** The release that owns the definition of ServiceMonitor, which both charts make. */
  readonly monitoringCrds: pulumi.Resource;
  /**
   * The cluster, with which all that is not a release goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/** Makes Pulumi wait until the cluster has done what an object asks for; without it, an object is there as soon as it is written down. */
function done(condition: "Ready" | "Synced"): Record<string, string> {
  return { "pulumi.com/waitFor": `condition=${condition}` };
}

/**
 * The region's own certificate authority and what it vouches for: cert-manager, a root whose key is made in the cluster, the issuer of
 * everything else, the certificates of `content/certificates.ts`, and trust-manager, which puts the root's public half into every
 * namespace of the platform, and beside it those of other regions where somebody speaks with them. All of it renews itself.
 *
 * No key passes through Pulumi: it writes down what is to be issued, and waits until it is.
 *
 * Costs nothing but nine small pods.
 *
 * The authority signs any name. Whoever may create a Certificate can be anybody inside the region: no kind of person may.
 */
export class Certificates extends pulumi.ComponentResource {
  /** What has been issued, for those who show it or trust it. */
  readonly issued: CustomResource[];
  /** trust-manager and the root that it distributes, for what else is to be trusted. */
  readonly trust: pulumi.Resource[];
  /** The authority, for charts that make certificates of their own: they depend on it. */
  readonly authority: CustomResource;

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:certificates:Certificates", name, {}, opts);

    const certManager = this.createCertManager(name, args);
    const trustManager = this.createTrustManager(name, args, certManager);
    const root = this.createRoot(name, args, certManager);
    this.authority = this.createAuthority(name, args, [certManager, root]);
    this.trust = [trustManager, root];
    const bundles = [
      this.createTrust(name, args, trustRoots.name, trustSpec()),
      this.createTrust(name, args, peerRoots.name, peerTrustSpec(args.crossingNamespaces)),
    ];
    const leaves = regionCertificates(args.region).map((certificate) =>
      this.createLeaf(name, args, certificate, [certManager, this.authority]),
    );
    this.issued = [...bundles, ...leaves];
    this.registerOutputs();
  }

  private createCertManager(name: string, { namespace, monitoringCrds }: CertificatesArgs): Release {
    return pinnedRelease(
      `${name}-cert-manager`,
      { chart: "cert-manager", namespace, values: certManagerValues() },
      { parent: this, dependsOn: [monitoringCrds] },
    );
  }

  /** After cert-manager, which issues the certificate of its webhook. */
  private createTrustManager(name: string, args: CertificatesArgs, certManager: Release): Release {
    const { namespace, trustingNamespaces, monitoringCrds } = args;
    return pinnedRelease(
      `${name}-trust-manager`,
      { chart: "trust-manager", namespace, values: trustManagerValues(trustingNamespaces) },
      { parent: this, dependsOn: [monitoringCrds, certManager] },
    );
  }

  private createRoot(name: string, args: CertificatesArgs, certManager: Release): CustomResource {
    const { namespace, region } = args;
    const selfSigned = new CustomResource(
      `${name}-self-signed`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Issuer",
        metadata: { name: SELF_SIGNED_ISSUER, namespace, annotations: done("Ready") },
        spec: { selfSigned: {} },
      },
      this.inside(args, [certManager]),
    );
    return new CustomResource(
      `${name}-root`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: rootSecret, namespace, annotations: done("Ready") },
        spec: rootSpec(region),
      },
      this.inside(args, [certManager, selfSigned]),
    );
  }

  private createAuthority(
    name: string,
    args: CertificatesArgs,
    dependsOn: pulumi.Resource[],
  ): CustomResource {
    return new CustomResource(
      `${name}-authority`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: regionAuthority.kind,
        metadata: { name: regionAuthority.name, annotations: done("Ready") },
        spec: { ca: { secretName: rootSecret } },
      },
      this.inside(args, dependsOn),
    );
  }

  /** The bundle's name is that of the ConfigMaps which trust-manager makes. */
  private createTrust(
    name: string,
    args: CertificatesArgs,
    bundle: string,
    spec: pulumi.Inputs,
  ): CustomResource {
    return new CustomResource(
      `${name}-${bundle}`,
      {
        apiVersion: "trust.cert-manager.io/v1alpha1",
        kind: "Bundle",
        metadata: { name: bundle, annotations: done("Synced") },
        spec,
      },
      this.inside(args, this.trust),
    );
  }

  private createLeaf(
    name: string,
    args: CertificatesArgs,
    certificate: RegionCertificate,
    dependsOn: pulumi.Resource[],
  ): CustomResource {
    const { namespace, secretName } = certificate;
    return new CustomResource(
      `${name}-${secretName}`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: secretName, namespace, annotations: done("Ready") },
        spec: leafSpec(certificate),
      },
      this.inside(args, dependsOn),
    );
  }

  private inside({ cluster }: CertificatesArgs, dependsOn: pulumi.Resource[]): pulumi.CustomResourceOptions {
    return { parent: this, dependsOn, ...goesWith(cluster) };
  }
}
