import { DaemonSet } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { agentClientSecret, NODE_VARIABLE } from "../../content/logs-shipping/names";
import { type ContainerResources, restrictedContainer } from "../../content/metrics/pod-security";
import { certificates, configHash, files, labelsOf, type Mounted } from "./pod-parts";

/**
 * Any user but root; files of containers belong to root's group, which may read them (containerd opens them with mode 0640), and so do the
 * folders above them. No capability is needed.
 */
const USER = 1000;
const ROOT_GROUP = 0;

/** Where kubelets keep the files of containers, and the links to them. */
const NODE_LOGS = "/var/log";

/** Nodes without an agent at a time while it is updated. */
const UPDATED_AT_A_TIME = "10%";
const PROBE_SECONDS = 30;

export interface NodeAgentArgs {
  readonly namespace: string;
  readonly image: string;
  /** Files of its configuration: name → text. */
  readonly config: Readonly<Record<string, string>>;
  readonly configFolder: string;
  readonly command: readonly string[];
  /** What else it mounts. */
  readonly mounts: readonly Mounted[];
  readonly resources: ContainerResources;
  readonly ports?: readonly types.input.core.v1.ContainerPort[];
  readonly probe: types.input.core.v1.Probe;
  /** What has to be there first: its certificate. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A program on every node that reads the logs of its containers. It may read them, and write nothing of the node; it knows nobody at the
 * API server. Costs its share of each node.
 */
export class NodeAgent extends pulumi.ComponentResource {
  constructor(
    name: string,
    private readonly args: NodeAgentArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("pharos:shipping:NodeAgent", name, {}, opts);
    const labels = labelsOf(name);
    const metadata = { name, namespace: args.namespace, labels };
    const config = new ConfigMap(
      `${name}-config`,
      { metadata: { ...metadata, name: `${name}-config` }, data: args.config },
      { parent: this },
    );
    const account = new ServiceAccount(
      `${name}-account`,
      { metadata, automountServiceAccountToken: false },
      { parent: this },
    );
    new DaemonSet(
      `${name}-agents`,
      {
        metadata,
        spec: {
          selector: { matchLabels: labels },
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: UPDATED_AT_A_TIME } },
          template: {
            metadata: { labels, annotations: configHash(args.config) },
            spec: this.podSpec(name),
          },
        },
      },
      { parent: this, dependsOn: [config, account, ...args.after] },
    );
    this.registerOutputs();
  }

  private podSpec(name: string): types.input.core.v1.PodSpec {
    const { args } = this;
    const mounts: Mounted[] = [
      files("config", `${name}-config`, args.configFolder),
      ...certificates(agentClientSecret),
      {
        volume: { name: "logs", hostPath: { path: NODE_LOGS } },
        mount: { name: "logs", mountPath: NODE_LOGS, readOnly: true },
      },
      ...args.mounts,
    ];
    return {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // Whatever a node is kept for, its containers' lines are read.
      tolerations: [{ operator: "Exists" }],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: ROOT_GROUP,
        fsGroup: USER,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name,
          image: args.image,
          command: [...args.command],
          env: [{ name: NODE_VARIABLE, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
          ...(args.ports === undefined ? {} : { ports: [...args.ports] }),
          resources: args.resources,
          securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"] } },
          livenessProbe: { ...args.probe, periodSeconds: PROBE_SECONDS, initialDelaySeconds: PROBE_SECONDS },
          readinessProbe: { ...args.probe, periodSeconds: PROBE_SECONDS },
          volumeMounts: mounts.map(({ mount }) => mount),
        },
      ],
      volumes: mounts.map(({ volume }) => volume),
    };
  }
}
