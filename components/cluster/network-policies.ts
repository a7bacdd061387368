import type { Namespace } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";
import type { FlowRegion } from "../../content/flows/flow";
import { planPolicies } from "../../content/flows/network-policies";

export interface NetworkPoliciesArgs {
  /** The namespaces by name; each needs an entry in the table of flows. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** What decides on the flows of this region. */
  readonly region: FlowRegion;
  /** Labels of every policy. */
  readonly labels: Readonly<Record<string, string>>;
  /** The cluster, with which all of it goes. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
  /** For objects of the cluster. */
  readonly provider: pulumi.ProviderResource;
}

/**
 * What may go into and out of the platform's namespaces: in each a policy that refuses everything, and one for each side of each flow of
 * `content/flows/table.ts`, which says why it is there.
 *
 * Costs nothing. Whether policies hold is the network plugin's matter (`Namespaces` switches it on); pods on their host's network are
 * beyond them.
 *
 * Refuses a namespace that has no entry in the table.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
  readonly policies: NetworkPolicy[];

  constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:cluster:NetworkPolicies", name, {}, opts);

    this.policies = this.createPolicies(name, args);
    this.registerOutputs();
  }

  private createPolicies(name: string, args: NetworkPoliciesArgs): NetworkPolicy[] {
    const { namespaces, region, labels, provider, cluster } = args;
    return planPolicies([...namespaces.keys()], region).map(
      (planned) =>
        new NetworkPolicy(
          `${name}-${planned.namespace}-${planned.name}`,
          {
            metadata: {
              name: planned.name,
              namespace: planned.namespace,
              labels: { ...labels },
              annotations: { "pharos.io/reason": planned.why },
            },
            spec: planned.spec,
          },
          { parent: this, provider, deletedWith: cluster, dependsOn: [namespaces.get(planned.namespace)!] },
        ),
    );
  }
}
