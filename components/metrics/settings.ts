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

/** A place to which the region sends its samples. */
export interface RemoteWrite<Text extends TextLike = string> {
  /** Name of the queue in Prometheus' own metrics, and in alerts. */
  readonly queue: string;
  /** HTTPS URL. */
  readonly url: Text;
  /**
   * How the other side knows who sends.
   * - `certificate`: both sides show one; the hub's door
   * - `signedIn`: each request is signed with the pod's role, for a region of AWS; a workspace of Amazon Managed Service for Prometheus
   */
  readonly proof: "certificate" | { readonly signedIn: string };
  /** Everything, or what may leave a region for another law's (`content/metrics/hub-export.ts`). */
  readonly sends: "everything" | "what may leave";
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
  /** Where its samples go besides its own disk. @default nowhere, as at a hub with Thanos */
  readonly remoteWrites?: readonly RemoteWrite<Text>[];
  /** Where Alertmanager sends the region's signs of life. @default nowhere */
  readonly heartbeat?: HeartbeatTarget;
  /** Where pods with volumes belong. @default anywhere */
  readonly statefulPlacement?: PodPlacement;
}
