import { accessNamespace } from "../access/charts";
import { regionAuthority } from "../certificates";
import { trustPanel } from "../dashboards/panels";
import {
  ENDING_SECONDS,
  GATEWAY_FAILURES_WARNING,
  RENEWAL_OVERDUE_SECONDS,
} from "../metrics/trust-thresholds";
import { PEER_ROOT_PREFIX } from "../roots";
import type { AlertGroup, AlertRule } from "./rule";
import { trustTests } from "./trust-tests";

const by = "by (region, namespace, name)";
const failed = `condition="Ready", status="False"`;
const peers = `${PEER_ROOT_PREFIX}.+`;

/** 1 for each certificate that is not there as it was asked for. */
export const certificatesNotReady = `max ${by} (certmanager_certificate_ready_status{condition!="True"})`;
/** Seconds since a certificate should have been renewed; negative before. */
export const sinceRenewal = `time() - (max ${by} (certmanager_certificate_renewal_timestamp_seconds) != 0)`;
/** Seconds until a certificate ends. */
export const untilEnd = `(max ${by} (certmanager_certificate_expiration_timestamp_seconds) != 0) - time()`;
/** 1 while the region's authority cannot sign. */
export const authorityNotReady = `max by (region, name) (certmanager_clusterissuer_ready_status{name="${regionAuthority.name}", condition!="True"})`;
/** 1 for each credential that cannot be copied into the cluster. */
export const copiesFailing = `max ${by} (externalsecret_status_condition{${failed}, name!~"${peers}"})`;
/** 1 for each region whose root has not come. */
export const peerRootsMissing = `max ${by} (externalsecret_status_condition{${failed}, name=~"${peers}"})`;
/** 1 for each value that cannot be published. */
export const pushesFailing = `max ${by} (pushsecret_status_condition{${failed}})`;
/** 1 while the region's secrets cannot be reached. */
export const storesNotReady = `max by (region, name) (clustersecretstore_status_condition{${failed}})`;
/** Replicas of each door of the gateway that are there. */
export const doorsAvailable = `max by (region, deployment) (kube_deployment_status_replicas_available{namespace="${accessNamespace}"})`;
/** Those that there should be. */
export const doorsWanted = `max by (region, deployment) (kube_deployment_spec_replicas{namespace="${accessNamespace}"})`;
/** Share of requests to each door that it could not answer. */
export const gatewayFailures =
  `sum by (region, job) (rate(oauth2_proxy_requests_total{code=~"5.."}[5m])) / ` +
  `sum by (region, job) (rate(oauth2_proxy_requests_total[5m]))`;

const whatCertManagerSays = [
  "`kubectl --namespace … describe certificate …` and its CertificateRequests: the events say what failed.",
  "The logs of cert-manager, namespace `cert-manager`.",
];

const certificates: readonly AlertRule[] = [
  {
    alert: "CertificateNotReady",
    expr: `${certificatesNotReady} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The certificate {{ $labels.name }} in {{ $labels.namespace }} is not issued",
    description:
      "Whoever shows it has none, or an old one. What there is works until its end; what is new does not start.",
    runbook: {
      cause: [
        "The region's authority does not sign (`AuthorityNotReady`), or cert-manager is away.",
        "What is asked for was changed and cannot be issued: a name or a use that the issuer refuses.",
      ],
      check: whatCertManagerSays,
      act: [
        "cert-manager away: restore it; it goes on by itself.",
        "Asked for wrongly: mend `content/certificates.ts`, and update.",
      ],
    },
    panel: trustPanel("notReady"),
  },
  {
    alert: "CertificateNotRenewed",
    expr: `${sinceRenewal} > ${RENEWAL_OVERDUE_SECONDS}`,
    for: "1h",
    severity: "P2",
    team: "platform",
    summary: "The certificate {{ $labels.name }} in {{ $labels.namespace }} is a week late with its renewal",
    description:
      "It still holds: those of the region for three more weeks, its root for nearly two more years. At its end, nobody believes who shows it.",
    runbook: {
      cause: ["cert-manager is away or cannot reach the API server.", "The authority does not sign."],
      check: whatCertManagerSays,
      act: [
        "Mend what the events say.",
        "Then ask for it: `cmctl renew --namespace … …`, or delete its Secret, which makes cert-manager issue it anew. Never delete the Secret `region-root`: its key is the region.",
      ],
    },
    panel: trustPanel("overdue"),
  },
  {
    alert: "CertificateEnding",
    expr: `${untilEnd} < ${ENDING_SECONDS}`,
    for: "10m",
    severity: "P1",
    team: "platform",
    summary: "The certificate {{ $labels.name }} in {{ $labels.namespace }} ends within three days",
    description:
      "After that nobody connects to who shows it. If it is `region-root`, nobody in the region connects to anybody.",
    runbook: {
      cause: ["It was not renewed for weeks: see `CertificateNotRenewed`."],
      check: whatCertManagerSays,
      act: [
        "Ask for it: `cmctl renew --namespace … …`.",
        "If it is renewed and still shown in its old form: start what shows it anew.",
      ],
    },
    panel: trustPanel("untilEnd"),
  },
  {
    alert: "AuthorityNotReady",
    expr: `${authorityNotReady} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The region's authority {{ $labels.name }} cannot sign",
    description: "Nothing is issued or renewed. What there is works until its end, at least thirty days.",
    runbook: {
      cause: [
        "The Secret `region-root` in the namespace `cert-manager` is gone or changed, or cert-manager cannot read it.",
      ],
      check: [
        "`kubectl describe clusterissuer region-authority`.",
        "Whether the Secret is there, and since when.",
      ],
      act: [
        "Secret gone: bring it back from the backup of the cluster. A new root is a new region: all certificates are issued anew, and every other region has to trust it first.",
      ],
    },
    panel: trustPanel("authority"),
  },
];

const secrets: readonly AlertRule[] = [
  {
    alert: "SecretCopyFailing",
    expr: `${copiesFailing} > 0`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "The credential {{ $labels.name }} cannot be copied into {{ $labels.namespace }}",
    description:
      "What reads it goes on with the old value, until that is refused where it leads; what has none does not start.",
    runbook: {
      cause: [
        "Nobody has put its value yet, or the value lacks a key.",
        "The place or its key in AWS is gone, or the role may not read it.",
      ],
      check: ["`kubectl --namespace … describe externalsecret …`: the last event is AWS's answer."],
      act: [
        "No value: put it (docs/secrets.md).",
        "`AccessDenied`: compare the role with docs/permissions.md; an update of the stack restores it.",
      ],
    },
    panel: trustPanel("copies"),
  },
  {
    alert: "PeerRootMissing",
    expr: `${peerRootsMissing} > 0`,
    for: "2h",
    severity: "P2",
    team: "platform",
    summary: "The root of another region cannot be read: {{ $labels.name }}",
    description:
      "Until it comes, this region refuses that one, and its metrics wait: they are lost to the hub's present after two hours. A root that was there once is kept.",
    runbook: {
      cause: [
        "The other region is not made yet, or is being made.",
        "It could not publish its root: `SecretPushFailing` fires there.",
        "AWS does not copy it: the replica is failed, or a secret of its name was there before.",
      ],
      check: [
        "`kubectl --namespace cert-manager describe externalsecret root-of-…`: not found, no value or denied.",
        "`aws secretsmanager describe-secret` in the other region, for its place `…-region-root`: the state of each replica is in `ReplicationStatus`.",
      ],
      act: [
        "Other region not there: silence it until it is, or take it out of the settings.",
        "Replica failed: update the other region's stack, which makes it anew.",
        "Meanwhile it can be brought by hand, as on an existing cluster (docs/secrets.md).",
      ],
    },
    panel: trustPanel("peerRoots"),
  },
  {
    alert: "SecretPushFailing",
    expr: `${pushesFailing} > 0`,
    for: "30m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.name }} cannot be published from {{ $labels.namespace }}",
    description:
      "Other regions have the root as it was, or none. A renewed root has the same key, so that nothing breaks before the old one ends.",
    runbook: {
      cause: [
        "The place is gone, is not tagged `managed-by: external-secrets`, or has another policy than the cluster knows.",
        "The role may not write it, or not use a key of its copies.",
      ],
      check: ["`kubectl --namespace cert-manager describe pushsecret`: the last event is AWS's answer."],
      act: ["Update the stack: place, tag, policy and role are the program's."],
    },
    panel: trustPanel("pushes"),
  },
  {
    alert: "SecretStoreNotReady",
    expr: `${storesNotReady} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The region's secrets cannot be reached ({{ $labels.name }})",
    description: "No credential is copied and no root exchanged. What was copied before stays.",
    runbook: {
      cause: [
        "External Secrets has no credentials of AWS, or does not reach the endpoint of Secrets Manager.",
      ],
      check: [
        "`kubectl describe clustersecretstore region-secrets`.",
        "Whether the agent of Pod Identity runs on the nodes of External Secrets, and the endpoint is there.",
      ],
      act: ["Mend what is away. A pod that started before its role was bound has none: start it anew."],
    },
    panel: trustPanel("stores"),
  },
];

const gateway: readonly AlertRule[] = [
  {
    alert: "GatewayDoorClosed",
    expr: `${doorsAvailable} < 1`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "The gateway's door {{ $labels.deployment }} is closed",
    description: "Nobody reaches the program behind it by its address: who is on call sees nothing there.",
    runbook: {
      cause: ["No replica runs: its credentials or certificate are missing, or its settings are refused."],
      check: ["`kubectl --namespace access get pods`, and the events and logs of those that are not ready."],
      act: [
        "Credentials: see `SecretCopyFailing`. Certificate: see `CertificateNotReady`.",
        "Meanwhile whoever may use `kubectl port-forward` reaches the program itself (docs/access.md).",
      ],
    },
    panel: trustPanel("doors"),
  },
  {
    alert: "GatewayReplicaMissing",
    expr: `${doorsAvailable} < ${doorsWanted}`,
    for: "15m",
    severity: "P3",
    team: "platform",
    summary: "The gateway's door {{ $labels.deployment }} has fewer replicas than wanted",
    description: "The others carry it. The next failure would close it.",
    runbook: {
      cause: ["A pod does not start, or finds no node in a zone of its own."],
      check: ["`kubectl --namespace access get pods`, and the events of those that are not ready."],
      act: ["Mend what the events say."],
    },
    panel: trustPanel("doors"),
  },
  {
    alert: "GatewayFailing",
    expr: `${gatewayFailures} > ${GATEWAY_FAILURES_WARNING}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "P2",
    team: "platform",
    summary: "The gateway cannot answer at {{ $labels.job }}",
    description: "More than one in twenty requests ends in an error of the gateway, or of what is behind it.",
    runbook: {
      cause: [
        "The program behind the door is away, or the gateway does not believe its certificate.",
        "The issuer that knows people cannot be reached: nobody signs in, and sessions are not renewed.",
      ],
      check: [
        "The gateway's log: the upstream's name is the program, the issuer's the sign-in.",
        "Whether the program behind the door is ready.",
      ],
      act: [
        "Program away: restore it.",
        "Issuer away: tell its administrators. Sessions that there are go on until they are to be renewed.",
      ],
    },
    panel: trustPanel("failures"),
  },
];

/** Whether everybody can prove who they are, secrets come where they are read, and people come in. */
export const trust: AlertGroup = {
  name: "trust",
  rules: [...certificates, ...secrets, ...gateway],
  tests: trustTests,
};
