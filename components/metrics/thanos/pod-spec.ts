import { restrictedContainer, restrictedPod } from "../../../content/metrics/pod-security";
import type { PodPlacement } from "../../../content/node-pools";
import { thanosImage, thanosNames, thanosPorts } from "../../../content/thanos/names";
import { zoneSpread } from "../placement";
import { type MountedFile, resourcesOf, type ThanosPlan } from "./plan";

/** User and group of the image. */
const THANOS_USER = 1001;

/** The same for Pulumi's types, which want lists that may change. */
const containerSecurity = {
  ...restrictedContainer,
  capabilities: { drop: [...restrictedContainer.capabilities.drop] },
};

/** Longer than the two minutes in which a program ends what it was asked before. */
const GRACE_SECONDS = 150;

/** Label by which everything finds the pods: the Service, the budget, the flows. */
export const NAME_LABEL = "app.kubernetes.io/name";
/** Label of the workload itself, for workloads of which there is one in each zone. */
export const INSTANCE_LABEL = "app.kubernetes.io/instance";

/** Volume and file with what a program has read when it started. In memory: a file of certificates. */
const asRead = { volume: "as-read", folder: "/run/as-read", file: "/run/as-read/file" } as const;
const AS_READ_SIZE = "1Mi";

const ZONE_LABEL = "topology.kubernetes.io/zone";
/** Name of the volume with a program's data. */
export const DATA_VOLUME = "data";

/** Names of ports, as DNS and monitors ask for them. */
const portNames = { http: "http", grpc: "grpc", remoteWrite: "remote-write" } as const;

/** All ports that a workload serves. */
export function portsOf(plan: ThanosPlan): { name: string; port: number }[] {
  return (["http", ...plan.ports] as const).map((port) => ({
    name: portNames[port],
    port: thanosPorts[port],
  }));
}

/** `spec.template.spec` of a workload that runs on. */
export function podSpec(plan: ThanosPlan, placement: PodPlacement | undefined) {
  const { role, account, files, size, zone, readOnce } = plan;
  const stateful = size.volumeGiB === undefined ? undefined : placement;
  const nodeSelector = { ...stateful?.nodeSelector, ...(zone === undefined ? {} : { [ZONE_LABEL]: zone }) };
  return {
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    securityContext: restrictedPod(THANOS_USER, THANOS_USER),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(stateful === undefined ? {} : { tolerations: [...stateful.tolerations] }),
    ...(zone === undefined && size.replicas > 1
      ? { topologySpreadConstraints: [zoneSpread(size.replicas, { [NAME_LABEL]: thanosNames[role] })] }
      : {}),
    containers: [container(plan)],
    volumes: [
      ...files.map(volumeOf),
      ...(readOnce === undefined
        ? []
        : [{ name: asRead.volume, emptyDir: { medium: "Memory", sizeLimit: AS_READ_SIZE } }]),
    ],
  };
}

function container(plan: ThanosPlan) {
  const { role, args, files, size, dataFolder, readOnce } = plan;
  return {
    name: thanosNames[role],
    image: thanosImage,
    args: [...args],
    env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
    ports: portsOf(plan).map(({ name, port }) => ({ name, containerPort: port })),
    resources: resourcesOf(size),
    securityContext: containerSecurity,
    // A store gateway or an ingester reads its disk first: up to half an hour.
    startupProbe: { ...probe("/-/ready"), periodSeconds: 10, failureThreshold: 180 },
    livenessProbe: {
      ...(readOnce === undefined ? probe("/-/healthy") : unchanged(readOnce)),
      periodSeconds: 30,
      failureThreshold: 4,
    },
    readinessProbe: { ...probe("/-/ready"), periodSeconds: 5, failureThreshold: 3 },
    volumeMounts: [
      ...files.map(({ name, folder }) => ({ name, mountPath: folder, readOnly: true })),
      ...(dataFolder === undefined ? [] : [{ name: DATA_VOLUME, mountPath: dataFolder }]),
      ...(readOnce === undefined ? [] : [{ name: asRead.volume, mountPath: asRead.folder }]),
    ],
    ...(readOnce === undefined
      ? {}
      : { lifecycle: { postStart: { exec: { command: ["cp", readOnce, asRead.file] } } } }),
  };
}

/** `spec.jobTemplate.spec.template.spec` of steps that run one after the other, and end. */
export function stepsSpec(
  plan: Pick<ThanosPlan, "account" | "files" | "size">,
  steps: readonly (readonly string[])[],
) {
  const containers = steps.map((args, index) => ({
    name: `step-${index + 1}`,
    image: thanosImage,
    args: [...args],
    resources: resourcesOf(plan.size),
    securityContext: containerSecurity,
    volumeMounts: plan.files.map(({ name, folder }) => ({ name, mountPath: folder, readOnly: true })),
  }));
  return {
    serviceAccountName: plan.account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    securityContext: restrictedPod(THANOS_USER, THANOS_USER),
    initContainers: containers.slice(0, -1),
    containers: containers.slice(-1),
    volumes: plan.files.map(volumeOf),
  };
}

/** Whether a file is as it was when the program started. */
function unchanged(file: string) {
  return { exec: { command: ["cmp", "-s", file, asRead.file] }, timeoutSeconds: 5 };
}

function probe(path: string) {
  return { httpGet: { path, port: portNames.http, scheme: "HTTPS" }, timeoutSeconds: 5 };
}

function volumeOf({ kind, name }: MountedFile) {
  return kind === "secret" ? { name, secret: { secretName: name } } : { name, configMap: { name } };
}
