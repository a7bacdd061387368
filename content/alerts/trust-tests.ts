import { accessNamespace } from "../access/charts";
import type { AlertTest, PromDuration } from "./rule";

type Labels = Readonly<Record<string, string>>;

const leaf = { namespace: "monitoring", name: "thanos-tls" };
const copy = { namespace: "access", name: "gateway-client" };
const peer = { namespace: "cert-manager", name: "root-of-us-west-2" };
const push = { namespace: "cert-manager", name: "acme-staging-us-east-1-region-root" };
const authority = { name: "region-authority" };
const door = { deployment: "oauth2-proxy-grafana" };
const served = { job: "oauth2-proxy-grafana" };

function series(name: string, labels: Labels, values: string): Record<string, string> {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return { [`${name}{${pairs.join(",")}}`]: values };
}

/** Three hours of the same value, one each minute. */
const steady = (value: number): string => `${value}x180`;

/** Minutes of a duration in minutes. */
const minutes = (count: number): PromDuration => `${count}m`;

/** An alert on a state: it fires when it has held for its time, not a minute before, and not in the other state. */
function stateCases(
  alert: string,
  wait: number,
  bad: Record<string, string>,
  good: Record<string, string>,
  fires: Labels,
): readonly AlertTest[] {
  return [
    { alert, when: "it stays so", series: bad, at: minutes(wait), fires: [fires] },
    { alert, when: "its time has not passed", series: bad, at: minutes(wait - 1), fires: [] },
    { alert, when: "all is well", series: good, at: "170m", fires: [] },
  ];
}

const condition = (metric: string, labels: Labels, status: "True" | "False", value: number) =>
  series(metric, { ...labels, condition: "Ready", status }, steady(value));
const stored = (metric: string, labels: Labels) =>
  [condition(metric, labels, "False", 1), condition(metric, labels, "False", 0)] as const;

/** cert-manager says of each condition whether it is so. */
const ready = (metric: string, labels: Labels): Record<string, string> => ({
  ...series(metric, { ...labels, condition: "True" }, steady(1)),
  ...series(metric, { ...labels, condition: "False" }, steady(0)),
});

const DAY_SECONDS = 86_400;
const certificate = (metric: string, seconds: number) =>
  series(`certmanager_certificate_${metric}`, leaf, steady(seconds));
const replicas = (available: number, wanted: number): Record<string, string> => ({
  ...series(
    "kube_deployment_status_replicas_available",
    { ...door, namespace: accessNamespace },
    steady(available),
  ),
  ...series("kube_deployment_spec_replicas", { ...door, namespace: accessNamespace }, steady(wanted)),
});
const requests = (failed: string, all: string): Record<string, string> => ({
  ...series("oauth2_proxy_requests_total", { ...served, code: "502" }, failed),
  ...series("oauth2_proxy_requests_total", { ...served, code: "200" }, all),
});

/** Cases of the group `trust`: for each rule one where it fires, one just before its `for` has passed, and one where all is well. */
export const trustTests: readonly AlertTest[] = [
  ...stateCases(
    "CertificateNotReady",
    15,
    series("certmanager_certificate_ready_status", { ...leaf, condition: "False" }, steady(1)),
    ready("certmanager_certificate_ready_status", leaf),
    leaf,
  ),
  {
    alert: "CertificateNotReady",
    when: "nobody knows whether it is ready",
    series: series("certmanager_certificate_ready_status", { ...leaf, condition: "Unknown" }, steady(1)),
    at: "15m",
    fires: [leaf],
  },

  // Tests begin at the epoch, and what was due a week before it has a time below zero.
  ...stateCases(
    "CertificateNotRenewed",
    60,
    certificate("renewal_timestamp_seconds", -7 * DAY_SECONDS - 60),
    certificate("renewal_timestamp_seconds", -6 * DAY_SECONDS),
    leaf,
  ),
  {
    alert: "CertificateNotRenewed",
    when: "it is not known when it is due",
    series: certificate("renewal_timestamp_seconds", 0),
    at: "170m",
    fires: [],
  },

  ...stateCases(
    "CertificateEnding",
    10,
    certificate("expiration_timestamp_seconds", 3 * DAY_SECONDS - 60),
    certificate("expiration_timestamp_seconds", 5 * DAY_SECONDS),
    leaf,
  ),
  ...stateCases(
    "AuthorityNotReady",
    15,
    series("certmanager_clusterissuer_ready_status", { ...authority, condition: "False" }, steady(1)),
    ready("certmanager_clusterissuer_ready_status", authority),
    authority,
  ),
  ...stateCases("SecretCopyFailing", 30, ...stored("externalsecret_status_condition", copy), copy),
  {
    alert: "SecretCopyFailing",
    when: "it is a region's root that is missing",
    series: condition("externalsecret_status_condition", peer, "False", 1),
    at: "170m",
    fires: [],
  },
  ...stateCases("PeerRootMissing", 120, ...stored("externalsecret_status_condition", peer), peer),
  {
    alert: "PeerRootMissing",
    when: "it is a credential that is missing",
    series: condition("externalsecret_status_condition", copy, "False", 1),
    at: "170m",
    fires: [],
  },
  ...stateCases("SecretPushFailing", 30, ...stored("pushsecret_status_condition", push), push),
  ...stateCases(
    "SecretStoreNotReady",
    15,
    ...stored("clustersecretstore_status_condition", { name: "region-secrets" }),
    { name: "region-secrets" },
  ),

  ...stateCases("GatewayDoorClosed", 5, replicas(0, 2), replicas(1, 2), door),
  ...stateCases("GatewayReplicaMissing", 15, replicas(1, 2), replicas(2, 2), door),
  // The rate is known after a minute.
  ...stateCases(
    "GatewayFailing",
    11,
    requests("0+6x180", "0+54x180"),
    requests("0+1x180", "0+99x180"),
    served,
  ),
];
