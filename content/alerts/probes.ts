import { probesPanel } from "../dashboards/panels";
import { HUB_PROBE, PROBE_LABEL, PROBES_JOB } from "../probes/names";
import {
  CERTIFICATE_ENDING_DAYS,
  CERTIFICATE_LATE_DAYS,
  HUB_CONNECT_SLOW_SECONDS,
} from "../probes/thresholds";
import { SECONDS_PER_DAY } from "../units";
import { probesTests } from "./probes-tests";
import type { AlertGroup, AlertRule } from "./rule";

const ofProbes = `job="${PROBES_JOB}"`;
const ofHub = `${ofProbes}, ${PROBE_LABEL}="${HUB_PROBE}"`;
const notOfHub = `${ofProbes}, ${PROBE_LABEL}!="${HUB_PROBE}"`;

/** Whether each program of the region answers: 1 or 0. */
export const endpointAnswers = `max by (region, ${PROBE_LABEL}) (probe_success{${notOfHub}})`;
/** Whether the hub's door for metrics answers a spoke: 1 or 0. */
export const hubAnswers = `max by (region) (probe_success{${ofHub}})`;
/** Whether the exporter that asks is there to be asked: 1 or 0. */
export const exporterAnswers = `min by (region) (up{${ofProbes}})`;
/** Seconds until a connection to the hub stands: once there and back. Ten minutes of it, as one slow packet is not news. */
export const hubConnectSeconds = `max by (region) (avg_over_time(probe_http_duration_seconds{${ofHub}, phase="connect"}[10m]))`;
/** Days that are left of the certificate that a program shows. */
export const shownDaysLeft = `min by (region, ${PROBE_LABEL}) (probe_ssl_earliest_cert_expiry{${ofProbes}} - time()) / ${SECONDS_PER_DAY}`;

const rules: readonly AlertRule[] = [
  {
    alert: "EndpointDown",
    expr: `${endpointAnswers} < 1`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.probe }} does not answer",
    description:
      "Asked by its Service's name and over TLS, as others in the cluster need it, it did not say that it is well for five minutes.",
    runbook: {
      cause: [
        "No pod of it is ready, or it is ready and what it needs is not: Grafana's database, Kibana's Elasticsearch.",
        "Its certificate is not the region's, has ended, or does not have the name.",
        "A network policy does not let the question through.",
      ],
      check: [
        "Ready pods: `kubectl -n <namespace> get pods`, and the endpoints of its Service.",
        "What the exporter saw: `kubectl -n monitoring port-forward svc/prometheus-blackbox-exporter 9115`, then the log of the last questions at `https://localhost:9115/`.",
        "Whether others ask it with success: its rate of requests, and other alerts about it.",
      ],
      act: [
        "Pods not ready: what their events and logs say.",
        "TLS: `kubectl -n <namespace> get certificate`; a program that shows an old one is restarted by evicting its pods.",
        "Only the probe fails: compare the flow `probes-to-…` in `docs/network.md` with the pods' labels.",
      ],
    },
    panel: probesPanel("down"),
  },
  {
    alert: "HubUnreachable",
    expr: `${hubAnswers} < 1`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "The hub's door for metrics does not answer this region",
    description:
      "Asked the way that remote write goes. What the region sends waits; after two hours the hub's present has a hole (after one, where it keeps metrics in a workspace of AWS). The region itself goes on.",
    runbook: {
      cause: [
        "The way: the endpoint in this region, or the hub's load balancer behind it.",
        "The certificates: one side does not know the root of the other's region.",
        "The hub: its receivers are away.",
      ],
      check: [
        "On the dashboard, how far a question comes: without a `connect` time it is the way, without a `tls` time the certificates, else the hub.",
        "Whether other spokes have the same alert: then it is the hub.",
        "The endpoint's state in VPC, and the alarms on it and on the hub's load balancer.",
      ],
      act: [
        "The way: `docs/region-loss.md` and the alarms' runbooks.",
        "Certificates: compare the bundle `trust-roots` in `monitoring` of both regions.",
        "The hub: restore its receivers; remote write goes on by itself.",
      ],
    },
    panel: probesPanel("hub"),
  },
  {
    alert: "HubFar",
    expr: `${hubConnectSeconds} > ${HUB_CONNECT_SLOW_SECONDS}`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "The way to the hub takes much longer than usual",
    description:
      "A connection takes about as long as a packet there and back: twice of what is usual between the regions. Nothing is lost as long as remote write keeps up.",
    runbook: {
      cause: [
        "AWS's network between the regions is disturbed or leads another way.",
        "Nodes of this region or of the hub are out of network or processor.",
      ],
      check: [
        "AWS's health dashboard for both regions, and the same panel for the other spokes.",
        "The node of the exporter: saturation of its network and processor.",
        "Whether remote write falls behind (`PrometheusRemoteWriteBehind`).",
      ],
      act: [
        "Disturbance at AWS: wait, and see that remote write keeps up; a queue that does not may have more shards.",
        "Nodes: move what takes the network, or add nodes.",
      ],
    },
    panel: probesPanel("hubConnect"),
  },
  {
    alert: "ProbesNotMade",
    expr: `${exporterAnswers} < 1`,
    for: "10m",
    severity: "P2",
    team: "platform",
    summary: "Nobody asks whether the region's programs answer",
    description:
      "Prometheus does not reach the exporter that asks. Meanwhile nothing tells of a program that does not answer, or of the way to the hub.",
    runbook: {
      cause: ["The exporter's pods are away, or Prometheus refuses their certificate."],
      check: [
        "`kubectl -n monitoring get pods -l app.kubernetes.io/name=prometheus-blackbox-exporter`",
        "In Prometheus, Status → Targets, the pool `probes`: the error of the last scrape.",
      ],
      act: [
        "Pods: what their events say.",
        "TLS: `kubectl -n monitoring describe certificate blackbox-serving-tls`.",
      ],
    },
    panel: probesPanel("exporter"),
  },
  {
    alert: "CertificateShownLate",
    expr: `${shownDaysLeft} < ${CERTIFICATE_LATE_DAYS}`,
    for: "1h",
    severity: "P3",
    team: "platform",
    summary: "{{ $labels.probe }} shows a certificate that should have been renewed",
    description:
      "Certificates are renewed a month before their end. This one was not, or the program has not read the new one.",
    runbook: {
      cause: [
        "cert-manager cannot renew it.",
        "The program read its certificate when it started, and not since.",
      ],
      check: [
        "Whether `CertificateNotRenewed` fires for the same certificate: then it is cert-manager.",
        "`kubectl -n <namespace> get certificate`: a later end than the one shown means the program.",
      ],
      act: [
        "cert-manager: see `CertificateNotRenewed`.",
        "Program: evict its pods one after the other; those that start read the new one.",
      ],
    },
    panel: probesPanel("shown"),
  },
  {
    alert: "ShownCertificateEnding",
    expr: `${shownDaysLeft} < ${CERTIFICATE_ENDING_DAYS}`,
    for: "15m",
    severity: "P1",
    team: "platform",
    summary: "The certificate that {{ $labels.probe }} shows ends within days",
    description: "When it has ended, nothing in the cluster speaks with it any more.",
    runbook: {
      cause: ["The same as of `CertificateShownLate`, which has fired for weeks."],
      check: ["The same as of `CertificateShownLate`."],
      act: [
        "Have it issued now: delete the Secret of the certificate, and cert-manager makes it anew; then evict the program's pods.",
        "If cert-manager issues nothing, restore it first: pods, and the ClusterIssuer `region-authority`.",
      ],
    },
    panel: probesPanel("shown"),
  },
];

/** Whether programs answer, how far away the hub is, and whether certificates that are shown are renewed. */
export const probes: AlertGroup = { name: "probes", rules, tests: probesTests };
