import type * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { planThanos } from "../components/metrics/thanos/region-plan";
import { QUESTIONS_AT_A_TIME } from "../components/metrics/thanos/history-plans";
import { Scaling } from "../components/scaling/scaling";
import { scalingNamespace } from "../content/scaling/charts";
import { scalersOf } from "../content/scaling/scalers";
import type { Addons } from "./addons";
import type { AwsRegionInputs } from "./foundation";
import { thanosShapeOf } from "./thanos";

/**
 * What makes workloads of the region larger and smaller by their load. In AWS alone: a cluster can have only one source of external metrics,
 * and one that is there already may have its own.
 */
export function createScaling(
  inputs: AwsRegionInputs,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  workloads: readonly pulumi.Resource[],
): void {
  const shape = thanosShapeOf(inputs);
  const query = planThanos(shape).find(({ role }) => role === "query");
  new Scaling(
    "scaling",
    {
      namespace: scalingNamespace,
      scalers: scalersOf({
        workloads: inputs.settings.workloads,
        ...(shape.present === undefined ? {} : { present: shape.present }),
        ...(query === undefined
          ? {}
          : { queries: { replicas: query.size.replicas, atATime: QUESTIONS_AT_A_TIME } }),
      }),
      monitoringCrds: crds,
      certificates: [certificates.authority, ...certificates.issued],
      workloads,
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}
