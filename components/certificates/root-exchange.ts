import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, PLATFORM_LABEL } from "../../content/names";
import { peerRootSecret, publishedRoot } from "../../content/roots";
import { peerRootSpec, placePolicy, publishedRootSpec } from "./root-exchange-plan";
import { goesWith } from "../goes-with";

export interface RootExchangeArgs {
  /** The region itself. */
  readonly owner: NameScope;
  /** The regions with which it speaks: for a spoke its hub, for a hub its spokes. */
  readonly peers: readonly string[];
  /** Namespace of cert-manager, trust-manager and the root. */
  readonly namespace: string;
  /** The policy of the place in which the root is published, as it is there. */
  readonly policy: pulumi.Input<string>;
  /** External Secrets with its store, the region's root, the place and its policy. */
  readonly after: readonly pulumi.Resource[];
  /**
   * The cluster, with which all goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/**
 * The exchange of roots between regions, inside a cluster. The region's own root, its public half, goes into the place that the program made
 * in the region's Secrets Manager; those of its peers are read once an hour from their copies there, and trust-manager adds them to the
 * ConfigMap `peer-roots`. No certificate passes through Pulumi, no key leaves the cluster, and nothing asks another region.
 *
 * It waits until the own root is published, and not for the peers': regions come one after the other. A root that does not come is an
 * alert (`PeerRootMissing`).
 *
 * Costs 0.05 USD for ten thousand reads; a copy is read once an hour.
 */
export class RootExchange extends pulumi.ComponentResource {
  constructor(name: string, args: RootExchangeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:certificates:RootExchange", name, {}, opts);

    const policy = this.createPolicy(name, args);
    this.publishRoot(name, args, policy);
    for (const region of args.peers) this.createPeerRoot(name, args, region);
    this.registerOutputs();
  }

  private createPolicy(name: string, args: RootExchangeArgs): ConfigMap {
    return new ConfigMap(
      `${name}-policy`,
      {
        metadata: { name: placePolicy.name, namespace: args.namespace, labels: PLATFORM_LABEL },
        data: { [placePolicy.key]: args.policy },
      },
      this.inside(args),
    );
  }

  private publishRoot(name: string, args: RootExchangeArgs, policy: ConfigMap): void {
    new CustomResource(
      `${name}-published`,
      {
        apiVersion: "external-secrets.io/v1alpha1",
        kind: "PushSecret",
        metadata: {
          name: publishedRoot(args.owner),
          namespace: args.namespace,
          annotations: { "pulumi.com/waitFor": "condition=Ready" },
        },
        spec: publishedRootSpec(args.owner),
      },
      this.inside(args, [policy]),
    );
  }

  private createPeerRoot(name: string, args: RootExchangeArgs, region: string): void {
    new CustomResource(
      `${name}-root-of-${region}`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: {
          name: peerRootSecret(region),
          namespace: args.namespace,
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: peerRootSpec({ ...args.owner, region }),
      },
      this.inside(args),
    );
  }

  private inside(
    { after, cluster }: RootExchangeArgs,
    more: readonly pulumi.Resource[] = [],
  ): pulumi.CustomResourceOptions {
    return {
      parent: this,
      dependsOn: [...after, ...more],
      ...goesWith(cluster),
    };
  }
}
