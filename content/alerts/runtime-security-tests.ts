import { auditFalcoName, falcoJob, falcoName, falcosidekickName } from "../runtime-security/names";
import { nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { AlertTest } from "./rule";

type Labels = Readonly<Record<string, string>>;

const node = { instance: "10.0.0.1:8765", pod: "falco-abcde" };
const onNode = { job: falcoJob, ...node };
const falcoSet = { namespace: nodeAgentsNamespace, daemonset: falcoName };
const auditDeployment = { namespace: runtimeSecurityNamespace, deployment: auditFalcoName };
const sidekickDeployment = { namespace: runtimeSecurityNamespace, deployment: falcosidekickName };
const sidekick = { job: falcosidekickName, pod: "falcosidekick-abcde" };
const delivery = { ...sidekick, destination: "alertmanager" };

function series(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(",")}}`;
}

const up = (labels: Labels, values: string): Record<string, string> => ({ [series("up", labels)]: values });

/** Ready and wanted pods of a DaemonSet, each minute. */
function onNodes(ready: string, wanted: string): Record<string, string> {
  return {
    [series("kube_daemonset_status_number_ready", falcoSet)]: ready,
    [series("kube_daemonset_status_desired_number_scheduled", falcoSet)]: wanted,
  };
}

/** Available and wanted replicas of a Deployment, each minute. */
function replicas(labels: Labels, available: string, wanted: string): Record<string, string> {
  return {
    [series("kube_deployment_status_replicas_available", labels)]: available,
    [series("kube_deployment_spec_replicas", labels)]: wanted,
  };
}

/** A thousand system calls a minute, of which so many are lost. */
function drops(lost: string): Record<string, string> {
  return {
    [series("falcosecurity_scap_n_evts_total", onNode)]: "0+1000x60",
    [series("falcosecurity_scap_n_drops_total", onNode)]: lost,
  };
}

const lost = (values: string): Record<string, string> => ({
  [series("falcosecurity_falco_outputs_queue_num_drops_total", onNode)]: values,
});

const failing = (status: string, values: string): Record<string, string> => ({
  [series("falcosecurity_falcosidekick_outputs_total", { ...delivery, status })]: values,
});

/** A case that fires at a time, and one a minute earlier that does not yet. */
function boundary(
  alert: string,
  when: string,
  input: Record<string, string>,
  minutes: number,
  labels: Labels,
): AlertTest[] {
  return [
    { alert, when, series: input, at: `${minutes}m`, fires: [labels] },
    { alert, when: "its time has not passed", series: input, at: `${minutes - 1}m`, fires: [] },
  ];
}

/** Cases of the group `runtime-security`: for each rule one where it fires, one just before its time, and one where all is well. */
export const runtimeSecurityTests: readonly AlertTest[] = [
  ...boundary("FalcoSilent", "no Falco was ever there", {}, 5, {}),
  ...boundary("FalcoSilent", "every Falco is down", up(onNode, "1x9 0x30"), 15, {}),
  { alert: "FalcoSilent", when: "one Falco answers", series: up(onNode, "1x60"), at: "30m", fires: [] },

  ...boundary(
    "FalcoMissingOnNodes",
    "it is not ready on one of three nodes",
    onNodes("2x60", "3x60"),
    15,
    falcoSet,
  ),
  {
    alert: "FalcoMissingOnNodes",
    when: "a node came a quarter of an hour ago and is watched since",
    series: onNodes("3x14 4x46", "3 4x60"),
    at: "20m",
    fires: [],
  },
  {
    alert: "FalcoMissingOnNodes",
    when: "it is ready on all",
    series: onNodes("3x60", "3x60"),
    at: "30m",
    fires: [],
  },

  // A rate needs two samples: the share is there from the first minute.
  ...boundary("FalcoDroppingEvents", "two in a hundred are lost", drops("0+20x60"), 11, node),
  {
    alert: "FalcoDroppingEvents",
    when: "one in a thousand is lost",
    series: drops("0+1x60"),
    at: "30m",
    fires: [],
  },

  ...boundary("FalcoEventsLost", "one is lost after ten minutes", lost("0x10 1x60"), 16, onNode),
  { alert: "FalcoEventsLost", when: "none was lost", series: lost("7x60"), at: "30m", fires: [] },

  ...boundary(
    "FalcoAuditLogUnread",
    "its only replica is not there",
    replicas(auditDeployment, "0x60", "1x60"),
    15,
    auditDeployment,
  ),
  {
    alert: "FalcoAuditLogUnread",
    when: "it runs",
    series: replicas(auditDeployment, "1x60", "1x60"),
    at: "30m",
    fires: [],
  },
  { alert: "FalcoAuditLogUnread", when: "the cluster is an existing one", series: {}, at: "30m", fires: [] },

  ...boundary("FalcosidekickSilent", "none was ever there", {}, 5, {}),
  { alert: "FalcosidekickSilent", when: "one answers", series: up(sidekick, "1x60"), at: "30m", fires: [] },

  ...boundary(
    "FalcosidekickReplicaMissing",
    "one of two is not there",
    replicas(sidekickDeployment, "1x60", "2x60"),
    15,
    sidekickDeployment,
  ),
  {
    alert: "FalcosidekickReplicaMissing",
    when: "both are",
    series: replicas(sidekickDeployment, "2x60", "2x60"),
    at: "30m",
    fires: [],
  },

  ...boundary(
    "FalcosidekickOutputsFailing",
    "a delivery failed after ten minutes",
    failing("error", "0x10 1x60"),
    16,
    { destination: "alertmanager" },
  ),
  ...boundary(
    "FalcosidekickOutputsFailing",
    "the first delivery of all failed after ten minutes",
    failing("error", "_x10 1x60"),
    15,
    { destination: "alertmanager" },
  ),
  {
    alert: "FalcosidekickOutputsFailing",
    when: "deliveries succeed",
    series: { ...failing("ok", "0+5x60"), ...failing("error", "3x60") },
    at: "30m",
    fires: [],
  },
];
