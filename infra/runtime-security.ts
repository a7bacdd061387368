import * as pulumi from "@pulumi/pulumi";
import type { RecordLog } from "../components/audit/record-log";
import type { Namespaces } from "../components/cluster/namespaces";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { RuntimeSecurity, type RuntimeSecurityArgs } from "../components/runtime-security/runtime-security";
import { falcosidekickServingSecret } from "../content/runtime-security/names";
import type { RuleInputs } from "../content/runtime-security/lists";
import { monitoringNamespace, nodeAgentsNamespace, runtimeSecurityNamespace } from "../content/versions";
import type { ExistingSettings, Settings } from "../stacks/settings";
import type { Addons } from "./addons";

/** Ports of addresses that name none. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "https:": 443, "http:": 80 };

/** Runtime security on a cluster of our own, whose audit log EKS writes to CloudWatch, where its events are kept, too. */
export function createRuntimeSecurity(
  settings: Settings,
  cluster: PlatformCluster,
  namespaces: Namespaces,
  addons: Addons,
  { events, roles }: { readonly events: RecordLog; readonly roles: readonly pulumi.Resource[] },
): void {
  const auditLog = { clusterName: cluster.clusterName, region: settings.region };
  create(settings, cluster, namespaces, addons, {
    auditLog,
    eventLog: { logGroup: events.logGroupName, region: settings.region },
    after: roles,
  });
}

/** The same on a cluster that is there already, without its audit log, which nobody told us of; that is said in every preview and update. */
export function createRuntimeSecurityOnExisting(
  settings: ExistingSettings,
  cluster: PlatformCluster,
  namespaces: Namespaces,
  addons: Addons,
): void {
  void pulumi.log.warn(
    `${settings.region} is on an existing cluster, whose audit log Falco does not read: it judges what runs on the nodes, and nobody judges requests to the cluster's API; its operator may, with the rules of source k8s_audit in content/runtime-security`,
  );
  create(settings, cluster, namespaces, addons, { rules: rulesFor(settings.cluster.hubUrl) });
}

/** What differs between a cluster of ours and another. */
interface RegionExtras {
  readonly auditLog?: RuntimeSecurityArgs["auditLog"];
  readonly eventLog?: RuntimeSecurityArgs["eventLog"];
  /** The roles by which the audit log is read and events are kept. */
  readonly after?: readonly pulumi.Resource[];
  readonly rules?: RuleInputs;
}

function create(
  settings: Settings,
  { provider }: PlatformCluster,
  namespaces: Namespaces,
  { crds, certificates }: Addons,
  { after = [], ...extras }: RegionExtras,
): void {
  new RuntimeSecurity(
    "runtime-security",
    {
      settings,
      namespace: runtimeSecurityNamespace,
      nodeAgentsNamespace,
      alertmanagerNamespace: monitoringNamespace,
      servingSecret: falcosidekickServingSecret,
      monitoringCrds: crds,
      after: [...certificates.issued, ...after],
      ...extras,
    },
    { providers: [provider], dependsOn: [namespaces] },
  );
}

/** A hub that is not reached by PrivateLink may have a public address. */
function rulesFor(hubUrl: string | undefined): RuleInputs {
  if (hubUrl === undefined) return {};
  const { port, protocol } = new URL(hubUrl);
  return { prometheusPublicPorts: [port === "" ? (DEFAULT_PORTS[protocol] ?? 443) : Number(port)] };
}
