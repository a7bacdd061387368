import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { accessNamespace } from "../../content/access/charts";
import { LOG_PATH_LABEL, type LogPath } from "../../content/applications/log-path";
import { RECORD_CLASS_LABEL } from "../../content/access/trail";
import type { FlowRegion } from "../../content/flows/flow";
import type { PodSize } from "../../content/namespace-size";
import { loggingNamespace } from "../../content/logs/names";
import { PLATFORM_LABEL } from "../../content/names";
import { retentionRules, type RecordClass } from "../../content/retention";
import { scalingNamespace } from "../../content/scaling/charts";
import { tracingNamespace } from "../../content/tracing/charts";
import {
  certificatesNamespace,
  dashboardsNamespace,
  monitoringNamespace,
  nodeAgentsNamespace,
  runtimeSecurityNamespace,
  secretsNamespace,
} from "../../content/versions";
import { NamespaceBounds } from "./namespace-bounds";
import { NetworkPolicies } from "./network-policies";

/** Kubernetes' Pod Security levels that Pharos uses. */
export type PodSecurity = "restricted" | "privileged";

/** One namespace of the platform. */
export interface PlatformNamespace {
  readonly namespace: string;
  /** What its pods may do to their node. */
  readonly podSecurity: PodSecurity;
  /** What its pods hold; decides on the labels that policies and log routes read. */
  readonly recordClass: RecordClass;
}

/**
 * The platform's namespaces. Agents that need the host are alone in one of their own, so that the level of no other namespace has to be
 * lowered for them.
 */
export const platformNamespaces: readonly PlatformNamespace[] = [
  { namespace: monitoringNamespace, podSecurity: "restricted", recordClass: "metrics-operational" },
  { namespace: dashboardsNamespace, podSecurity: "restricted", recordClass: "metrics-operational" },
  // Falco writes what it sees to its log: the findings of an intrusion detection, which outlive metrics.
  { namespace: nodeAgentsNamespace, podSecurity: "privileged", recordClass: "pci-audit" },
  // What these two log is who was given a certificate or a credential, and when.
  { namespace: certificatesNamespace, podSecurity: "restricted", recordClass: "pci-audit" },
  { namespace: secretsNamespace, podSecurity: "restricted", recordClass: "pci-audit" },
  { namespace: runtimeSecurityNamespace, podSecurity: "restricted", recordClass: "pci-audit" },
  { namespace: tracingNamespace, podSecurity: "restricted", recordClass: "gdpr-app-telemetry" },
  { namespace: loggingNamespace, podSecurity: "restricted", recordClass: "gdpr-security-log" },
  // What the gateway logs is who looked at what.
  { namespace: accessNamespace, podSecurity: "restricted", recordClass: "pci-audit" },
  { namespace: scalingNamespace, podSecurity: "restricted", recordClass: "metrics-operational" },
];

export interface NamespacesArgs {
  /** Who answers for the namespaces, as Kubernetes takes it in a label. */
  readonly owner: string;
  /**
   * The cluster, with which all of it goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
  /** For objects of the cluster. */
  readonly provider: pulumi.ProviderResource;
  /** For objects that may be there already. */
  readonly adoptingProvider: pulumi.ProviderResource;
  /**
   * Who sees to it that NetworkPolicies are enforced: `us`, by Auto Mode's switch, or whoever runs the `cluster`.
   * @default "us"
   */
  readonly networkPoliciesBy?: "us" | "cluster";
  /**
   * The way of the platform's own logs; see `logPathOf`.
   * @default "logstash", as in every stack but those with the chain alone
   */
  readonly logPath?: LogPath;
  /** What decides on what may go into and out of the namespaces. */
  readonly flows: FlowRegion;
  /** What runs in each namespace. */
  readonly sizes: Readonly<Record<string, readonly PodSize[]>>;
  /** The most nodes that the cluster may have. */
  readonly mostNodes: number;
}

/**
 * The platform's namespaces with their Pod Security levels; in each what may go in and out, and how much may run; and the switch that makes
 * the cluster enforce NetworkPolicies, which Auto Mode otherwise accepts and ignores.
 *
 * Costs nothing.
 *
 * Refuses a namespace without flows (`content/flows/table.ts`) or without sizes.
 */
export class Namespaces extends pulumi.ComponentResource {
  /** The namespaces, for what has to wait until they are there. */
  readonly namespaces: Namespace[];

  constructor(name: string, args: NamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:cluster:Namespaces", name, {}, opts);

    const namespaces = new Map(
      platformNamespaces.map((each) => [each.namespace, this.createNamespace(name, args, each)]),
    );
    const inside = { ...args, namespaces, labels: ownerLabels(args.owner) };
    new NetworkPolicies(`${name}-traffic`, { ...inside, region: args.flows }, { parent: this });
    new NamespaceBounds(`${name}-bounds`, inside, { parent: this });
    this.namespaces = [...namespaces.values()];
    if (args.networkPoliciesBy !== "cluster") this.enforceNetworkPolicies(name, args);

    this.registerOutputs({ namespaces: this.namespaces.map(({ metadata }) => metadata.name) });
  }

  private createNamespace(name: string, args: NamespacesArgs, namespace: PlatformNamespace): Namespace {
    return new Namespace(
      `${name}-${namespace.namespace}`,
      { metadata: { name: namespace.namespace, labels: namespaceLabels(args, namespace) } },
      { parent: this, provider: args.provider, deletedWith: args.cluster },
    );
  }

  /**
   * A whole ConfigMap, not a patch of one: Auto Mode reads it, but does not make it, and a patch wants something to patch. Should an
   * add-on have made it, the adopting provider takes over this one key and leaves the others alone (server-side apply).
   */
  private enforceNetworkPolicies(name: string, args: NamespacesArgs): void {
    new ConfigMap(
      `${name}-network-policies`,
      {
        metadata: {
          name: "amazon-vpc-cni",
          namespace: "kube-system",
          annotations: { "pulumi.com/patchForce": "true" },
        },
        data: { "enable-network-policy-controller": "true" },
      },
      { parent: this, provider: args.adoptingProvider, deletedWith: args.cluster },
    );
  }
}

/** The level is enforced, and warned about, so that a refused pod is explained to whoever asked for it. */
function namespaceLabels(
  { owner, logPath = "logstash" }: Pick<NamespacesArgs, "owner" | "logPath">,
  { podSecurity, recordClass }: PlatformNamespace,
): Record<string, string> {
  return {
    ...ownerLabels(owner),
    [LOG_PATH_LABEL]: logPath,
    [RECORD_CLASS_LABEL]: recordClass,
    "pharos/data-classification": retentionRules[recordClass].classification,
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/enforce-version": "latest",
    "pod-security.kubernetes.io/audit": podSecurity,
    "pod-security.kubernetes.io/warn": podSecurity,
  };
}

/** Labels of everything in the namespaces. */
function ownerLabels(owner: string): Record<string, string> {
  return { ...PLATFORM_LABEL, "pharos/owner": labelValue(owner) };
}

/** Longest value of a label. */
const LONGEST_LABEL = 63;

/** A tag's value may have spaces and signs which a label's may not. */
function labelValue(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .slice(0, LONGEST_LABEL)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}
