import { auditFalcoName, falcoName } from "./names";
import { monitoringNamespace, nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { RuntimeRule } from "./rule";

const asked = {
  "ka.stage": "ResponseComplete",
  "ka.user.name": "arn:aws:sts::111122223333:assumed-role/on-call/person",
  "ka.target.namespace": monitoringNamespace,
  "ka.target.name": "pharos-prometheus-0",
  "ka.target.subresource": "",
  "ka.uri": "/api/v1/namespaces/monitoring",
};

const AUDIT_FIELDS = [
  "ka.user.name",
  "ka.verb",
  "ka.target.resource",
  "ka.target.namespace",
  "ka.target.name",
  "ka.response.code",
];

const notAnAnswer = { "the request has only begun": { "ka.stage": "RequestReceived" } };

const ask = "Ask the person, by another way than the account that the event names.";

/** Requests to the cluster's API that nobody makes in the course of a normal day. */
export const auditRules: readonly RuntimeRule[] = [
  {
    name: "ExecIntoPlatformPod",
    source: "k8s_audit",
    severity: "P1",
    team: "platform",
    summary: "Somebody opened a session in a pod of the platform",
    reason:
      "Nobody has to: what the platform does is in its logs and metrics. A session sees secrets and leaves no trace of what was done in it",
    controls: {
      soc2: ["CC6.1", "CC7.2"],
      pci: ["10.2.1", "7.2.1"],
      iso27001: ["A.8.2", "A.8.15"],
      gdpr: ["32(1)(b)"],
    },
    condition:
      "pharos_answered and ka.verb in (create, get, patch, update) and ka.target.resource=pods " +
      "and ka.target.subresource in (attach, ephemeralcontainers, exec, portforward) " +
      "and ka.target.namespace in (pharos_namespaces)",
    tells: [...AUDIT_FIELDS, "ka.target.subresource"],
    runbook: {
      cause: ["Somebody debugs in production.", "An account that may do so is in somebody else's hands."],
      check: [
        "Who, into which pod; whether there is a ticket or an incident for it.",
        "ShellInPlatformPod and ToolInPlatformPod of the same pod: what was started in the session.",
      ],
      act: [
        ask,
        "If it was not that person: take the access entry away, end the sessions of the role, and go on as for ShellInPlatformPod.",
        "If it was: write the reason to the ticket, and make the next time unnecessary.",
      ],
    },
    examples: {
      fires: [
        { ...asked, "ka.verb": "get", "ka.target.resource": "pods", "ka.target.subresource": "exec" },
        {
          ...asked,
          "ka.verb": "patch",
          "ka.target.resource": "pods",
          "ka.target.subresource": "ephemeralcontainers",
          "ka.target.namespace": "audit",
        },
      ],
      silentWhen: {
        ...notAnAnswer,
        "it is a deletion": { "ka.verb": "delete" },
        "it is a Service": { "ka.target.resource": "services" },
        "the log is read": { "ka.target.subresource": "log" },
        "it is a pod of somebody else": { "ka.target.namespace": "shop" },
      },
    },
  },
  {
    name: "PlatformSecretsReadByPerson",
    source: "k8s_audit",
    severity: "P1",
    team: "platform",
    summary: "A person read Secrets of a namespace of the platform",
    reason:
      "Secrets are written by operators and read by pods. Who reads them by hand has certificates and passwords that nobody will know of",
    controls: {
      soc2: ["CC6.1"],
      pci: ["8.3.2", "8.6.2", "10.2.1"],
      iso27001: ["A.5.17", "A.8.24"],
      gdpr: ["32(1)(b)"],
    },
    condition:
      "pharos_answered and pharos_person and ka.verb in (get, list, watch) and ka.target.resource=secrets " +
      "and ka.target.namespace in (pharos_namespaces) " +
      // Helm keeps what it installed in Secrets, which every update of the stack reads.
      'and not ka.target.name startswith "sh.helm.release." and not ka.uri contains "owner%3Dhelm"',
    tells: AUDIT_FIELDS,
    runbook: {
      cause: [
        "Somebody looks for a fault in a certificate or a password.",
        "An account is in somebody else's hands.",
      ],
      check: [
        "Which Secret; whether it was one, or all of a namespace.",
        "What else the same account did within the hour.",
      ],
      act: [
        ask,
        "Rotate what was read, whoever it was: a secret that a person knows is none.",
        "If it was not that person: take the access entry away, and end the sessions of the role.",
      ],
    },
    examples: {
      fires: [
        {
          ...asked,
          "ka.verb": "get",
          "ka.target.resource": "secrets",
          "ka.target.name": "prometheus-serving-tls",
        },
        { ...asked, "ka.verb": "list", "ka.target.resource": "secrets", "ka.target.name": "" },
      ],
      silentWhen: {
        ...notAnAnswer,
        "the cluster itself does it": { "ka.user.name": "system:node:ip-10-0-0-1" },
        "a service account does it": {
          "ka.user.name": "system:serviceaccount:external-secrets:external-secrets",
        },
        "EKS does it": { "ka.user.name": "eks:addon-manager" },
        "it is made": { "ka.verb": "create" },
        "it is a ConfigMap": { "ka.target.resource": "configmaps" },
        "it is somebody else's": { "ka.target.namespace": "shop" },
        "it is Helm's record of a release": { "ka.target.name": "sh.helm.release.v1.falco.v3" },
        "Helm asks for its records": {
          "ka.uri": "/api/v1/namespaces/monitoring/secrets?labelSelector=owner%3Dhelm",
        },
      },
    },
  },
  {
    name: "DetectorDeleted",
    source: "k8s_audit",
    severity: "P0",
    team: "platform",
    summary: "A workload or the configuration of runtime security was deleted",
    reason:
      "Nothing is detected until it is back. Apart from the destruction of the whole stack, nobody deletes it who has not something to hide",
    controls: { soc2: ["CC7.2"], pci: ["10.7.2", "10.7.3"], iso27001: ["A.8.15", "A.8.16"] },
    condition:
      "pharos_answered and ka.verb in (delete, deletecollection) and ka.target.resource in (configmaps, daemonsets, deployments) " +
      `and ka.target.namespace in (${nodeAgentsNamespace}, ${runtimeSecurityNamespace}) and ka.target.name in (pharos_detectors)`,
    tells: AUDIT_FIELDS,
    runbook: {
      cause: [
        "The stack is being destroyed, or a release replaced.",
        "Somebody switches detection off before the next step.",
      ],
      check: [
        "Whether an update or a destruction of the stack ran in these minutes, and whether the account is that of the pipeline.",
        "FalcoSilent and FalcoMissingOnNodes: since when nothing is watched.",
      ],
      act: [
        "An update: nothing, but see that it comes back within a quarter of an hour.",
        "Otherwise bring it back with `pulumi up`, then take the account's access away, and treat everything since the deletion as unwatched.",
        "Read audit log and flow logs of that time by hand.",
      ],
    },
    examples: {
      fires: [
        {
          ...asked,
          "ka.verb": "delete",
          "ka.target.resource": "daemonsets",
          "ka.target.namespace": nodeAgentsNamespace,
          "ka.target.name": falcoName,
        },
        {
          ...asked,
          "ka.verb": "delete",
          "ka.target.resource": "configmaps",
          "ka.target.namespace": runtimeSecurityNamespace,
          "ka.target.name": `${auditFalcoName}-rules`,
        },
      ],
      silentWhen: {
        ...notAnAnswer,
        "it is changed": { "ka.verb": "update" },
        "a pod of it is deleted": { "ka.target.resource": "pods" },
        "it is another namespace": { "ka.target.namespace": "shop" },
        "it is node-exporter": { "ka.target.name": "node-exporter" },
      },
    },
  },
  {
    name: "AlertingDeleted",
    source: "k8s_audit",
    severity: "P1",
    team: "platform",
    summary: "A person deleted alert rules, or a Prometheus or Alertmanager",
    reason: "What is not evaluated does not fire: the quiet way to let something go unseen",
    controls: { soc2: ["CC7.2", "CC8.1"], pci: ["10.7.2"], iso27001: ["A.8.16", "A.8.32"] },
    condition:
      "pharos_answered and pharos_person and ka.verb in (delete, deletecollection) " +
      "and ka.target.resource in (alertmanagers, prometheuses, prometheusrules) and ka.target.namespace in (pharos_namespaces)",
    tells: AUDIT_FIELDS,
    runbook: {
      cause: [
        "An update of the stack took a group of alerts away, or replaced one.",
        "Somebody silences alerts for good.",
      ],
      check: ["Whether an update of the stack ran in these minutes, and whether its plan had the deletion."],
      act: [
        ask,
        "If no update explains it: bring the rules back with `pulumi up`, and look at what they would have said since.",
      ],
    },
    examples: {
      fires: [
        {
          ...asked,
          "ka.verb": "delete",
          "ka.target.resource": "prometheusrules",
          "ka.target.name": "pharos-metrics-pipeline",
        },
        { ...asked, "ka.verb": "deletecollection", "ka.target.resource": "alertmanagers" },
      ],
      silentWhen: {
        ...notAnAnswer,
        "a controller does it": {
          "ka.user.name": "system:serviceaccount:kube-system:generic-garbage-collector",
        },
        "EKS does it": { "ka.user.name": "eks:addon-manager" },
        "it is changed": { "ka.verb": "patch" },
        "it is a monitor": { "ka.target.resource": "servicemonitors" },
        "it is somebody else's": { "ka.target.namespace": "shop" },
      },
    },
  },
  {
    name: "PlatformNamespaceChanged",
    source: "k8s_audit",
    severity: "P2",
    team: "platform",
    summary: "A person changed or deleted a namespace of the platform",
    reason:
      "Its labels decide what pods may do to their node. Updates of the stack change them too, so that it wakes nobody",
    controls: { soc2: ["CC6.8", "CC8.1"], pci: ["2.2.1", "6.5.1"], iso27001: ["A.8.9", "A.8.32"] },
    condition:
      "pharos_answered and pharos_person and ka.verb in (delete, patch, update) and ka.target.resource=namespaces " +
      "and ka.target.name in (pharos_namespaces)",
    tells: AUDIT_FIELDS,
    runbook: {
      cause: ["An update of the stack.", "Somebody lowers the Pod Security level, to run what is refused."],
      check: ["Whether an update ran; otherwise `pharos drift` names the label and who owns it."],
      act: [ask, "Bring the labels back with `pulumi up`, and look for pods that were made in between."],
    },
    examples: {
      fires: [
        { ...asked, "ka.verb": "patch", "ka.target.resource": "namespaces", "ka.target.name": "monitoring" },
        { ...asked, "ka.verb": "delete", "ka.target.resource": "namespaces", "ka.target.name": "audit" },
      ],
      silentWhen: {
        ...notAnAnswer,
        "a controller does it": { "ka.user.name": "system:serviceaccount:kube-system:namespace-controller" },
        "EKS does it": { "ka.user.name": "eks:addon-manager" },
        "it is read": { "ka.verb": "get" },
        "it is a pod": { "ka.target.resource": "pods" },
        "it is somebody else's": { "ka.target.name": "shop" },
      },
    },
  },
];
