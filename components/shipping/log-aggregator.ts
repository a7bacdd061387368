import { StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2";
import { ConfigMap, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { RecordClass } from "../../content/retention";
import type { PodPlacement } from "../../content/node-pools";
import { restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { zoneSpread } from "../metrics/placement";
import { configHash, files, labelsOf, type Mounted } from "./pod-parts";
import { REPLICAS, VOLUME_GIB } from "./sizes";

/** Name of the volume, and so the beginning of its claims' names. */
const VOLUME = "data";
/** The processor's use, percent of what is asked for, above which one more pod is made. */
const BUSY_PERCENT = 70;
/** Scaling in waits for the quiet after a peak, and takes one pod at a time: what it still holds has to be sent first. */
const CALM_SECONDS = 15 * 60;
const BETWEEN_SECONDS = 10 * 60;
/** Time to send what waits, before a pod is ended; what remains is on its volume. */
const LEAVING_SECONDS = 5 * 60;

/** What waits on its volumes, which a trial may delete with them. */
const WAITING = { "pharos/record-class": "gdpr-app-telemetry" satisfies RecordClass } as const;

export interface LogAggregatorArgs {
  readonly namespace: string;
  /** User and group of the image. */
  readonly user: number;
  /** Files of the settings: name → text, and the folder in which they are. */
  readonly settings: Readonly<Record<string, string>>;
  readonly settingsFolder: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly scriptsFolder: string;
  readonly dataFolder: string;
  /** What else it mounts. */
  readonly mounts: readonly Mounted[];
  /** Ports at which agents reach it, by their names. */
  readonly ports: Readonly<Record<string, number>>;
  /** The containers; the first one has the mounts. */
  readonly containers: readonly [types.input.core.v1.Container, ...types.input.core.v1.Container[]];
  readonly storageClassName: pulumi.Input<string>;
  /** What becomes of its volumes when it goes. */
  readonly volumeRetention: { readonly whenDeleted: string; readonly whenScaled: string };
  readonly placement?: PodPlacement;
  /** Who makes more or fewer of it: an autoscaler of its own by the processor's use, or a scaler that is made elsewhere. */
  readonly scaledBy: "processor" | "load";
  /** What has to be there first: its certificate, its user. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A program that takes lines of agents, keeps them on a volume until Elasticsearch has them, and grows with its load: two to six pods over
 * the zones. Costs its pods and 50 GiB of gp3 for each.
 */
export class LogAggregator extends pulumi.ComponentResource {
  constructor(
    name: string,
    private readonly args: LogAggregatorArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("pharos:shipping:LogAggregator", name, {}, opts);
    const labels = labelsOf(name);
    const metadata = { name, namespace: args.namespace, labels };
    const before = [
      this.configMap(`${name}-settings`, labels, args.settings),
      this.configMap(`${name}-scripts`, labels, args.scripts),
      new ServiceAccount(
        `${name}-account`,
        { metadata, automountServiceAccountToken: false },
        { parent: this },
      ),
      this.service(name, labels),
    ];
    const pods = new StatefulSet(
      `${name}-pods`,
      { metadata: { ...metadata, labels: { ...labels, ...WAITING } }, spec: this.setSpec(name, labels) },
      // How many there are is the autoscaler's to say, once they are there.
      { parent: this, dependsOn: [...before, ...args.after], ignoreChanges: ["spec.replicas"] },
    );
    if (args.scaledBy === "processor")
      new HorizontalPodAutoscaler(
        `${name}-autoscaler`,
        { metadata, spec: autoscalerSpec(name) },
        { parent: this, dependsOn: [pods] },
      );
    new PodDisruptionBudget(
      `${name}-budget`,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
      { parent: this },
    );
    this.registerOutputs();
  }

  private configMap(
    name: string,
    labels: Record<string, string>,
    data: Readonly<Record<string, string>>,
  ): ConfigMap {
    return new ConfigMap(
      name,
      { metadata: { name, namespace: this.args.namespace, labels }, data },
      { parent: this },
    );
  }

  /** Does not wait for pods: Pulumi would before there are any. */
  private service(name: string, labels: Record<string, string>): Service {
    const { namespace, ports } = this.args;
    return new Service(
      `${name}-service`,
      {
        metadata: { name, namespace, labels, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          selector: labels,
          ports: Object.entries(ports).map(([each, port]) => ({ name: each, port, targetPort: port })),
        },
      },
      { parent: this },
    );
  }

  private setSpec(name: string, labels: Record<string, string>): types.input.apps.v1.StatefulSetSpec {
    const { args } = this;
    return {
      serviceName: name,
      replicas: REPLICAS.least,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: labels },
      persistentVolumeClaimRetentionPolicy: args.volumeRetention,
      volumeClaimTemplates: [
        {
          metadata: { name: VOLUME, labels },
          spec: {
            storageClassName: args.storageClassName,
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: `${VOLUME_GIB}Gi` } },
          },
        },
      ],
      template: {
        metadata: { labels, annotations: configHash(args.settings, args.scripts) },
        spec: this.podSpec(name, labels),
      },
    };
  }

  private podSpec(name: string, labels: Record<string, string>): types.input.core.v1.PodSpec {
    const { args } = this;
    const mounts = [
      files("settings", `${name}-settings`, args.settingsFolder),
      files("scripts", `${name}-scripts`, args.scriptsFolder),
      ...args.mounts,
    ];
    const [main, ...beside] = args.containers;
    const confined = { securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"] } } };
    return {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: LEAVING_SECONDS,
      securityContext: { ...restrictedPod(args.user, args.user), fsGroupChangePolicy: "OnRootMismatch" },
      topologySpreadConstraints: [zoneSpread(REPLICAS.least, labels)],
      ...(args.placement === undefined
        ? {}
        : {
            nodeSelector: { ...args.placement.nodeSelector },
            tolerations: args.placement.tolerations.map((toleration) => ({ ...toleration })),
          }),
      containers: [
        {
          ...main,
          ...confined,
          volumeMounts: [...mounts.map(({ mount }) => mount), { name: VOLUME, mountPath: args.dataFolder }],
        },
        ...beside.map((container) => ({ ...container, ...confined })),
      ],
      volumes: mounts.map(({ volume }) => volume),
    };
  }
}

function autoscalerSpec(name: string): types.input.autoscaling.v2.HorizontalPodAutoscalerSpec {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name },
    minReplicas: REPLICAS.least,
    maxReplicas: REPLICAS.most,
    metrics: [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: BUSY_PERCENT } },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: CALM_SECONDS,
        policies: [{ type: "Pods", value: 1, periodSeconds: BETWEEN_SECONDS }],
      },
    },
  };
}
