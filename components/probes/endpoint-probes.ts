import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { endpointsOf, type ProbedRegion } from "../../content/probes/endpoints";
import { blackboxWeb } from "../../content/probes/names";
import { pinnedRelease } from "../metrics/release";
import { blackboxValues, blackboxWebFile } from "./blackbox-values";
import { type ProbedHub, type ProbeQuestion, probeSpec, questionTo, questionToHub } from "./probe-spec";
import { goesWith } from "../goes-with";

export interface EndpointProbesArgs {
  /** Namespace of the exporter and of the probes; Pod Security level `restricted`. */
  readonly namespace: string;
  readonly region: ProbedRegion;
  /**
   * Where the region sends its metrics.
   * @default nowhere, as at the hub
   */
  readonly hub?: ProbedHub<pulumi.Input<string>>;
  /** The release that owns the definition of Probe. */
  readonly crds: Release;
  /** What pods wait for and Helm does not: certificates and roots; see `Certificates.issued`. */
  readonly certificates: readonly pulumi.Resource[];
  /** The cluster, with which all goes that is no release. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
}

/**
 * Asks each program of the region every half minute whether it answers, by the name and over the TLS by which others need it; in a spoke also
 * the hub's door for metrics. Two exporters share the questions.
 *
 * Costs two small pods, and about fifteen series a question. Follows no redirect and trusts no authority but the regions'.
 */
export class EndpointProbes extends pulumi.ComponentResource {
  constructor(name: string, args: EndpointProbesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:probes:EndpointProbes", name, {}, opts);

    const exporter = this.createExporter(name, args);
    const questions: ProbeQuestion<pulumi.Input<string>>[] = [
      ...endpointsOf(args.region).map(questionTo),
      ...(args.hub === undefined ? [] : [questionToHub(args.hub)]),
    ];
    for (const question of questions) this.createProbe(name, args, question, exporter);
    this.registerOutputs();
  }

  private createExporter(name: string, args: EndpointProbesArgs): Release {
    const { namespace, hub, crds, certificates } = args;
    const web = new ConfigMap(
      `${name}-web`,
      {
        metadata: { name: blackboxWeb.name, namespace },
        data: { [blackboxWeb.key]: blackboxWebFile() },
      },
      this.inside(args),
    );
    return pinnedRelease(
      `${name}-exporter`,
      { chart: "prometheus-blackbox-exporter", namespace, values: blackboxValues(hub?.door) },
      { parent: this, dependsOn: [web, crds, ...certificates] },
    );
  }

  private createProbe(
    name: string,
    args: EndpointProbesArgs,
    question: ProbeQuestion<pulumi.Input<string>>,
    exporter: Release,
  ): void {
    new CustomResource(
      `${name}-${question.name}`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Probe",
        metadata: { name: question.name, namespace: args.namespace },
        spec: probeSpec(question),
      },
      this.inside(args, [args.crds, exporter]),
    );
  }

  private inside(
    { cluster }: EndpointProbesArgs,
    dependsOn: readonly pulumi.Resource[] = [],
  ): pulumi.CustomResourceOptions {
    return {
      parent: this,
      dependsOn: [...dependsOn],
      ...goesWith(cluster),
    };
  }
}
