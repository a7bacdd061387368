import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import type { Scaler } from "../../content/scaling/scalers";
import { pinnedRelease } from "../metrics/release";
import { kedaValues } from "./keda-values";
import { scaledObjectSpec } from "./scaled-object-spec";
import { goesWith } from "../goes-with";

export interface ScalingArgs {
  /** Namespace of KEDA; Pod Security level `restricted`. */
  readonly namespace: string;
  readonly scalers: readonly Scaler[];
  /** The release that owns the definition of ServiceMonitor. */
  readonly monitoringCrds: pulumi.Resource;
  /** The region's authority, and the roots in the namespace; see `Certificates`. */
  readonly certificates: readonly pulumi.Resource[];
  /** What is scaled: it has to be there. */
  readonly workloads: readonly pulumi.Resource[];
  /** The cluster, with which all goes that is no release. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
}

/**
 * What makes workloads larger and smaller by what there is to do, as Prometheus knows it: KEDA, and a scaler for each workload. A workload
 * has one scaler and no autoscaler of its own besides.
 *
 * Costs six small pods. Refuses to guess: without an answer of Prometheus nothing becomes smaller.
 */
export class Scaling extends pulumi.ComponentResource {
  constructor(name: string, args: ScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:scaling:Scaling", name, {}, opts);

    const keda = pinnedRelease(
      `${name}-keda`,
      { chart: "keda", namespace: args.namespace, values: kedaValues() },
      { parent: this, dependsOn: [args.monitoringCrds, ...args.certificates] },
    );
    for (const scaler of args.scalers) this.createScaler(name, args, scaler, keda);
    this.registerOutputs();
  }

  private createScaler(
    name: string,
    { workloads, cluster }: ScalingArgs,
    scaler: Scaler,
    keda: Release,
  ): void {
    new CustomResource(
      `${name}-${scaler.workload}`,
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: { name: scaler.workload, namespace: scaler.namespace },
        spec: scaledObjectSpec(scaler),
      },
      {
        parent: this,
        dependsOn: [keda, ...workloads],
        ...goesWith(cluster),
      },
    );
  }
}
