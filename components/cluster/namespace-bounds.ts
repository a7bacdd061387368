import { LimitRange, type Namespace, ResourceQuota } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { defaultsOf, type PodSize, quotaOf } from "../../content/namespace-size";

export interface NamespaceBoundsArgs {
  /** The namespaces by name. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** What runs in each; every one of `namespaces` has to be there. */
  readonly sizes: Readonly<Record<string, readonly PodSize[]>>;
  /** The most nodes that the cluster may have. */
  readonly mostNodes: number;
  /** Labels of every object. */
  readonly labels: Readonly<Record<string, string>>;
  /** The cluster, with which all of it goes. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
  /** For objects of the cluster. */
  readonly provider: pulumi.ProviderResource;
}

/**
 * How much the pods of each namespace may take together, twice what they ask for, and what a container gets that does not say what it
 * needs. Both follow from the values of the charts, and grow with the settings.
 *
 * Costs nothing.
 *
 * Refuses a namespace of which nobody says what runs in it.
 */
export class NamespaceBounds extends pulumi.ComponentResource {
  constructor(name: string, args: NamespaceBoundsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:cluster:NamespaceBounds", name, {}, opts);

    for (const [namespace, resource] of args.namespaces) this.createBounds(name, args, namespace, resource);
    this.registerOutputs();
  }

  private createBounds(
    name: string,
    args: NamespaceBoundsArgs,
    namespace: string,
    resource: Namespace,
  ): void {
    const { mostNodes, labels, provider, cluster } = args;
    const pods = sizeOf(namespace, args.sizes);
    const metadata = { name: "platform", namespace, labels: { ...labels } };
    const opts = { parent: this, provider, deletedWith: cluster, dependsOn: [resource] };
    new ResourceQuota(
      `${name}-${namespace}-quota`,
      { metadata, spec: { hard: quotaOf(pods, mostNodes) } },
      opts,
    );
    new LimitRange(`${name}-${namespace}-limits`, { metadata, spec: { limits: [defaultsOf(pods)] } }, opts);
  }
}

function sizeOf(namespace: string, sizes: NamespaceBoundsArgs["sizes"]): readonly PodSize[] {
  const pods = sizes[namespace] ?? [];
  if (pods.length > 0) return pods;
  throw new Error(
    `nobody says what runs in the namespace '${namespace}', so that it can have no quota: add its pods to infra/namespaces.ts, which has ${Object.keys(sizes).join(", ")}`,
  );
}
