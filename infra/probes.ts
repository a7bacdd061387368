import type * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { planThanos } from "../components/metrics/thanos/region-plan";
import { EndpointProbes } from "../components/probes/endpoint-probes";
import { tenantDoorsOf } from "../content/access/tenants";
import { monitoringNamespace } from "../content/versions";
import { isInAws } from "../stacks/settings";
import type { Addons } from "./addons";
import type { RegionInputs } from "./foundation";
import { thanosShapeOf } from "./thanos";

/**
 * What asks the region's programs, and a spoke's hub, whether they answer.
 * @param hubUrl where the hub takes metrics, in a spoke
 */
export function createProbes(
  inputs: RegionInputs,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  hubUrl: pulumi.Input<string> | undefined,
): void {
  const { settings, topology } = inputs;
  const thanos = isInAws(settings) ? planThanos(thanosShapeOf({ ...inputs, settings })) : [];
  new EndpointProbes(
    "probes",
    {
      namespace: monitoringNamespace,
      region: {
        gateway: settings.access.gateway !== undefined,
        tenants: tenantDoorsOf(settings.access.gateway?.tenants).map(({ tenant }) => tenant),
        thanos: thanos.map(({ role }) => role),
      },
      crds,
      certificates: certificates.issued,
      ...(hubUrl === undefined
        ? {}
        : { hub: { url: hubUrl, door: topology.metricsStore === "amp" ? "workspace" : "door" } }),
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}
