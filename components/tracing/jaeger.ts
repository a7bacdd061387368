import { createHash } from "node:crypto";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap, Service } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { INDICES_JOB, jaeger } from "../../content/tracing/names";
import { sizeTracing, type TracesLoad } from "../../content/tracing/sizing";
import type { Days } from "../../content/units";
import { type CollectorConfig } from "./collector-parts";
import { jaegerCollectorConfig, jaegerQueryConfig, type SpanStore } from "./jaeger-config";
import {
  CONFIG_FILE,
  jaegerBudget,
  jaegerDeployment,
  type JaegerRole,
  jaegerRoles,
  jaegerService,
  rolloverJob,
} from "./jaeger-plan";
import { goesWith } from "../goes-with";

export interface JaegerArgs {
  /** Namespace of Jaeger; Pod Security level `restricted`. */
  readonly namespace: string;
  /** Namespace of Prometheus. */
  readonly monitoringNamespace: string;
  /** What all traces of the region amount to. */
  readonly load: TracesLoad;
  /** Where spans are kept. */
  readonly store: SpanStore;
  /** Secret with `username` and `password` of the store's user, in the same namespace. */
  readonly userSecret: string;
  /** How long spans are kept. */
  readonly retention: Days;
  /** What Jaeger shows and trusts, and the store with its user and lifecycle policy. */
  readonly after: readonly pulumi.Resource[];
  /**
   * The cluster, with which all of it goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/**
 * Jaeger 2 in two workloads of our own: collectors, which write what gateways keep into Elasticsearch, and the page and interface that read it.
 * A job makes its indices before the first span is written. How long a span stays is Elasticsearch's lifecycle policy.
 *
 * Costs, for 5,000 spans a second of which 2 % are kept, two collectors of a tenth of a core each and, in Elasticsearch, about 3 TiB in 90 days.
 *
 * The page asks nobody who he is: whoever reaches it reads every trace. Nothing but the gateway for people and Grafana may.
 */
export class Jaeger extends pulumi.ComponentResource {
  /** The two workloads. */
  readonly deployments: Readonly<Record<JaegerRole, Deployment>>;

  constructor(name: string, args: JaegerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:tracing:Jaeger", name, {}, opts);

    const indices = this.createIndices(name, args);
    this.deployments = {
      collector: this.createWorkload(name, args, "collector", jaegerCollectorConfig(args), indices),
      query: this.createWorkload(name, args, "query", jaegerQueryConfig(args), indices),
    };
    for (const role of jaegerRoles) this.createServices(name, args, role);
    this.registerOutputs();
  }

  private createIndices(name: string, args: JaegerArgs): Job {
    return new Job(
      `${name}-indices`,
      {
        metadata: { name: INDICES_JOB, namespace: args.namespace },
        spec: rolloverJob(args.store, args.userSecret),
      },
      // A job cannot be changed, and there cannot be two of one name.
      { ...this.inside(args, args.after), deleteBeforeReplace: true },
    );
  }

  private createWorkload(
    name: string,
    args: JaegerArgs,
    role: JaegerRole,
    config: CollectorConfig,
    indices: Job,
  ): Deployment {
    const { namespace, userSecret } = args;
    const text = JSON.stringify(config, null, 2);
    const configMap = new ConfigMap(
      `${name}-${role}-config`,
      { metadata: { name: `${jaeger[role]}-config`, namespace }, data: { [CONFIG_FILE]: text } },
      this.inside(args, []),
    );
    const { jaegerCollector, jaegerQuery } = sizeTracing(args.load);
    new PodDisruptionBudget(
      `${name}-${role}`,
      { metadata: { name: jaeger[role], namespace }, spec: jaegerBudget(role) },
      this.inside(args, []),
    );
    return new Deployment(
      `${name}-${role}`,
      {
        metadata: { name: jaeger[role], namespace },
        spec: jaegerDeployment({
          role,
          userSecret,
          size: role === "collector" ? jaegerCollector : jaegerQuery,
          configMap: `${jaeger[role]}-config`,
          checksum: createHash("sha256").update(text).digest("hex"),
        }),
      },
      this.inside(args, [configMap, indices]),
    );
  }

  /** Gateways call each collector by itself, as their connections last; readers call the page by one name. */
  private createServices(name: string, args: JaegerArgs, role: JaegerRole): void {
    const headless = role === "collector";
    new Service(
      `${name}-${role}`,
      {
        metadata: { name: headless ? `${jaeger[role]}-headless` : jaeger[role], namespace: args.namespace },
        spec: jaegerService(role, headless),
      },
      this.inside(args, []),
    );
  }

  private inside(
    { cluster }: JaegerArgs,
    dependsOn: readonly pulumi.Resource[],
  ): pulumi.CustomResourceOptions {
    return {
      parent: this,
      dependsOn: [...dependsOn],
      ...goesWith(cluster),
    };
  }
}
