import type { DoorScope } from "../../content/access/doors";
import type { PodPlacement } from "../../content/node-pools";
import type { HeartbeatTarget } from "./alertmanager-config";
import type { Days } from "../../content/units";

/** A text, or inside the program one that is not known yet (`pulumi.Output<string>`). The values builders only pass it on. */
export type TextLike = unknown;

/** What the metrics stack needs to know of a stack's settings; the settings themselves fit. */
export interface MetricsStackSettings extends DoorScope {
  /** Prefix of names; part of the `cluster` label. */
  readonly organization: string;
  readonly environment: string;
  readonly region: string;
  readonly role: "hub" | "spoke";
  readonly assurance: "trial" | "regulated";
  readonly metrics: {
    /** How long blocks stay in the region, days. */
    readonly retention: Days;
    /** Volume of each Prometheus of the pair, GiB. */
    readonly storageGiB: number;
    /** Series that receive samples at the same time. Memory, processor and the queue to the hub follow from it. */
    readonly activeSeries: number;
  };
}

/** Settings, and what other parts of the program made. */
export interface KubePrometheusStackInputs<Text extends TextLike = string> {
  readonly settings: MetricsStackSettings;
  /** Name of the StorageClass of encrypted gp3 volumes that waits for the pod before it chooses the zone. */
  readonly storageClassName: Text;
  /** Namespace of pods that need the host; the only privileged one. */
  readonly nodeAgentsNamespace: Text;
  /** Namespace in which Grafana's sidecar looks for dashboards. */
  readonly dashboardsNamespace: Text;
  /** Whether a sidecar uploads its blocks to the region's bucket. @default false */
  readonly uploads?: boolean;
  /** Whether others send their samples to it: a hub without Thanos Receive. @default false */
  readonly receives?: boolean;
  /** Where a spoke sends its samples: the hub's ingest, as an HTTPS URL. Absent at the hub. */
  readonly remoteWriteUrl?: Text;
  /** Where Alertmanager sends the region's signs of life. @default nowhere */
  readonly heartbeat?: HeartbeatTarget;
  /** Where pods with volumes belong. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
}
