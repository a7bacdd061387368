import type { Release } from "@pulumi/kubernetes/helm/v3";
import { Ingress, IngressClass } from "@pulumi/kubernetes/networking/v1";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";
import { type Door, doorHost, keeperOf } from "../../content/access/doors";
import { pinnedRelease } from "../metrics/release";
import { gatewayValues, type GatewayIdentity } from "./gateway-values";
import { albAnnotations, albParameters, BALANCER, ingressSpec } from "./gateway-entrance";

export interface GatewayArgs {
  /** Namespace of the gateway; Pod Security level `restricted`. */
  readonly namespace: string;
  readonly region: string;
  readonly identity: GatewayIdentity;
  /** The doors of the region; see `doorsOf` and `tenantDoorsOf`. */
  readonly doors: readonly Door[];
  /**
   * What leads people to the gateway: a load balancer of AWS inside the network, or the ingress controller of a cluster that is there
   * already.
   */
  readonly entrance: { readonly by: "aws" } | { readonly by: "controller"; readonly ingressClass?: string };
  /** Secrets, certificates and definitions that have to be there before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * The one way by which people reach the platform's programs: for each door of `content/access/doors.ts` a pair of oauth2-proxy that knows
 * people by the issuer of the settings and opens by their groups, and one entrance for all. Every request is written down with the name of
 * who made it.
 *
 * Costs one load balancer of AWS, about 20 USD a month, and two small pods a door.
 *
 * Refuses plain HTTP everywhere: from people, to the programs, and for its own metrics.
 */
export class Gateway extends pulumi.ComponentResource {
  /** Name of the load balancer, to which the doors' names have to point. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:access:Gateway", name, {}, opts);

    const keepers = this.createKeepers(name, args);
    const ingress = this.createEntrance(name, args, keepers);
    this.address = ingress.status.apply((status) => {
      const [found] = status?.loadBalancer?.ingress ?? [];
      return found?.hostname ?? found?.ip ?? "";
    });
    this.registerOutputs({ address: this.address });
  }

  private createKeepers(name: string, { namespace, region, identity, doors, after }: GatewayArgs): Release[] {
    return doors.map((door) =>
      pinnedRelease(
        `${name}-${door.name}`,
        {
          chart: "oauth2-proxy",
          releaseName: keeperOf(door),
          namespace,
          values: gatewayValues({ door, region, identity }),
        },
        { parent: this, dependsOn: [...after] },
      ),
    );
  }

  /** It owns a load balancer outside the cluster: never deleted together with it, but before. */
  private createEntrance(name: string, args: GatewayArgs, keepers: Release[]): Ingress {
    const { namespace, region, identity, doors, entrance } = args;
    const metadata = { name: BALANCER, namespace };
    const hosts = doors.map((door) => ({ door, host: doorHost(door, region, identity.domain) }));
    if (entrance.by === "controller") {
      const spec = ingressSpec(hosts, { ...entrance, certificate: "secret" });
      return new Ingress(`${name}-entrance`, { metadata, spec }, { parent: this, dependsOn: keepers });
    }
    const parameters = new CustomResource(
      `${name}-balancer`,
      {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "IngressClassParams",
        metadata: { name: BALANCER },
        spec: albParameters(),
      },
      { parent: this },
    );
    const ingressClass = new IngressClass(
      `${name}-class`,
      {
        metadata: { name: BALANCER },
        spec: {
          controller: "eks.amazonaws.com/alb",
          parameters: { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: BALANCER },
        },
      },
      { parent: this, dependsOn: [parameters] },
    );
    const spec = ingressSpec(hosts, { ingressClass: BALANCER, certificate: "by-host" });
    return new Ingress(
      `${name}-entrance`,
      { metadata: { ...metadata, annotations: albAnnotations() }, spec },
      { parent: this, dependsOn: [...keepers, ingressClass] },
    );
  }
}
