import * as pulumi from "@pulumi/pulumi";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import type { MetricsStack } from "../components/metrics/metrics-stack";
import { RuntimeSecurity } from "../components/runtime-security/runtime-security";
import type { RuleInputs } from "../content/runtime-security/lists";
import { monitoringNamespace, nodeAgentsNamespace, runtimeSecurityNamespace } from "../content/versions";
import type { ExistingSettings, Settings } from "../stacks/settings";

/** Ports of addresses that name none. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "https:": 443, "http:": 80 };

/** Runtime security on a cluster of our own, whose audit log EKS writes to CloudWatch. */
export function createRuntimeSecurity(
  settings: Settings,
  cluster: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
): void {
  const auditLog = { clusterName: cluster.clusterName, region: settings.region };
  create(settings, cluster, namespaces, metrics, { auditLog });
}

/** The same on a cluster that is there already, without its audit log, which nobody told us of; that is said in every preview and update. */
export function createRuntimeSecurityOnExisting(
  settings: ExistingSettings,
  cluster: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
): void {
  void pulumi.log.warn(
    `${settings.region} is on an existing cluster, whose audit log Falco does not read: it judges what runs on the nodes, and nobody judges requests to the cluster's API; its operator may, with the rules of source k8s_audit in content/runtime-security`,
  );
  create(settings, cluster, namespaces, metrics, { rules: rulesFor(settings.cluster.hubUrl) });
}

function create(
  settings: Settings,
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  metrics: MetricsStack,
  args: { auditLog?: { clusterName: pulumi.Output<string>; region: string }; rules?: RuleInputs },
): void {
  new RuntimeSecurity(
    "runtime-security",
    {
      settings,
      namespace: runtimeSecurityNamespace,
      nodeAgentsNamespace,
      alertmanagerNamespace: monitoringNamespace,
      ...args,
    },
    { providers: [provider], dependsOn: [namespaces, metrics.crds] },
  );
}

/** A hub that is not reached by PrivateLink may have a public address. */
function rulesFor(hubUrl: string | undefined): RuleInputs {
  if (hubUrl === undefined) return {};
  const { port, protocol } = new URL(hubUrl);
  return { prometheusPublicPorts: [port === "" ? (DEFAULT_PORTS[protocol] ?? 443) : Number(port)] };
}
