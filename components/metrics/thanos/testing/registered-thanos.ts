/** Thanos as regions of each kind have it, registered. For tests. */
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import { blockRetention } from "../../../../content/thanos/history";
import { record, type Recording, type Registered } from "../../../testing/record";
import type { ThanosShape } from "../region-plan";
import { Thanos } from "../thanos";

const zoneNames = ["us-east-1a", "us-east-1b", "us-east-1c"];
/** What lies in the hub's bucket. */
export const history = { activeSeries: 500_000, regions: 2, retention: blockRetention() };
/** The hub, as most tests have it. */
export const hub: ThanosShape = {
  present: { activeSeries: 500_000, spokes: 2, zones: 3, zoneNames },
  history,
  globalRulesOf: "acme-staging-us-east-1",
  copiesToHub: false,
};
/** Every kind of region. */
export const shapes: Readonly<Record<string, ThanosShape>> = {
  hub,
  "a hub with many series": { ...hub, present: { activeSeries: 3_000_000, spokes: 2, zones: 3, zoneNames } },
  "a spoke that keeps its history": { history: { ...history, regions: 1 }, copiesToHub: false },
  "a spoke whose history is the hub's": { copiesToHub: true },
};

/** Registers Thanos, and says where it is asked. */
export const registerThanos = (shape: ThanosShape): Promise<Recording> =>
  record(() => {
    const provider = new Provider("cluster", {});
    const crds = new ConfigMap("crds", {}, { provider });
    const role = new ConfigMap("role", {}, { provider });
    const thanos = new Thanos(
      "thanos",
      {
        shape,
        namespace: "monitoring",
        storageClassName: "encrypted-gp3",
        assurance: "regulated",
        buckets: {
          own: { bucketName: "blocks", region: "us-east-1" },
          ...(shape.copiesToHub ? { hub: { bucketName: "hubs-blocks", region: "us-east-1" } } : {}),
        },
        crds,
        after: [role],
      },
      { providers: [provider] },
    );
    return { queryUrl: thanos.queryUrl ?? "none", takesMetrics: thanos.receiver !== undefined };
  });

/** Everything that makes pods. */
export const workloads = ({ resources }: Recording): Registered[] =>
  resources.filter(({ type }) => /:(Deployment|StatefulSet|CronJob)$/.test(type));
/** A pod, as far as these tests read it. */
export interface PodSpec {
  readonly serviceAccountName: string;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly [Container];
  readonly volumes: readonly {
    readonly secret?: { secretName: string };
    readonly configMap?: { name: string };
    readonly emptyDir?: object;
  }[];
}
export interface Container {
  readonly securityContext: object;
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly lifecycle?: { readonly postStart: Pick<Probe, "exec"> };
}
interface Probe {
  readonly httpGet?: { readonly scheme: string };
  readonly exec?: { readonly command: readonly string[] };
}

/** A workload's spec, as far as it leads to its pod. */
interface WorkloadSpec {
  readonly template?: { readonly spec: PodSpec };
  readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

/** The pod of a workload. */
export function podOf({ name, inputs }: Registered): PodSpec {
  const { template, jobTemplate } = inputs["spec"] as WorkloadSpec;
  const pod = jobTemplate?.spec.template.spec ?? template?.spec;
  if (pod === undefined) throw new Error(`'${name}' makes no pod`);
  return pod;
}
