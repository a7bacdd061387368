import type { Release } from "@pulumi/kubernetes/helm/v3";
import type * as pulumi from "@pulumi/pulumi";
import { Certificates } from "../components/certificates/certificates";
import { type Namespaces, platformNamespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { metricsServerValues } from "../components/metrics/metrics-server-values";
import { createOperatorCrds } from "../components/metrics/operator-crds";
import { pinnedRelease } from "../components/metrics/release";
import { logPathsOf } from "../content/logs-shipping/routes";
import { ExternalSecrets, type ManagedSecret } from "../components/secrets/external-secrets";
import { ingestHost } from "../content/names";
import { certificatesNamespace, monitoringNamespace, secretsNamespace } from "../content/versions";
import type { Place, RegionInputs } from "./foundation";
import { runsThanos } from "./metrics-places";

/** What everything in a cluster is built on, in the order in which it has to come. */
export interface Addons {
  /** The release that owns the definitions of monitors and rules. */
  readonly crds: Release;
  readonly certificates: Certificates;
}

/** After the namespaces: the definitions of monitors, and then who vouches for whom. */
export function createAddons(
  inputs: RegionInputs,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
): Addons {
  const { settings, topology } = inputs;
  const { organization, environment, region, role } = settings;
  const uploads = runsThanos(inputs);
  const crds = createOperatorCrds("metrics-crds", monitoringNamespace, { provider, dependsOn: [namespaces] });
  const certificates = new Certificates(
    "certificates",
    {
      region: {
        organization,
        environment,
        region,
        // To AWS's service roles prove who sends.
        sends: role === "spoke" && topology.metricsStore === "thanos",
        uploads,
        logPaths: logPathsOf(settings.workloads),
        // Elsewhere the address is one that its owner makes, and so is its certificate.
        ...(role === "hub" && uploads ? { ingestHost: ingestHost(settings, region) } : {}),
      },
      namespace: certificatesNamespace,
      trustingNamespaces: platformNamespaces.map(({ namespace }) => namespace),
      crossingNamespaces: [monitoringNamespace],
      monitoringCrds: crds,
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
  return { crds, certificates };
}

/** On clusters of ours alone: others have their own, and a cluster can have only one. */
export function createMetricsServer(
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
): void {
  pinnedRelease(
    "metrics-server",
    { chart: "metrics-server", namespace: monitoringNamespace, values: metricsServerValues() },
    { provider, dependsOn: [namespaces, crds, certificates.authority] },
  );
}

/** What copies of credentials wait for, and which are there besides those that people put. */
interface CopyExtras {
  readonly after: readonly pulumi.Resource[];
  readonly managed: readonly ManagedSecret[];
  readonly idle: readonly string[];
}

/** What is read inside the cluster of the places for credentials, and what the cluster makes for itself. */
export function createSecretCopies(
  { scope }: Place,
  { provider, cluster }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  extras: CopyExtras,
): ExternalSecrets {
  return new ExternalSecrets(
    "external-secrets",
    {
      scope,
      namespace: secretsNamespace,
      monitoringCrds: crds,
      authority: certificates.authority,
      alsoUsedBy: [certificatesNamespace],
      ...extras,
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}
