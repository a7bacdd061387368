import type { ContainerResources } from "../../../content/metrics/pod-security";
import { containerResources } from "../../../content/metrics/pod-security";
import { thanosNames, type ThanosRole } from "../../../content/thanos/names";
import type { ThanosSize } from "../../../content/thanos/sizing";

/** Service accounts of Thanos' programs; who has a role in AWS stands in `content/workload-identities.ts`. */
export type ThanosAccount = "thanos" | "thanos-replicator" | "thanos-serving";

/** A file of a Secret or ConfigMap that a program reads. */
export interface MountedFile {
  readonly kind: "secret" | "configMap";
  /** Name of the Secret or ConfigMap. */
  readonly name: string;
  /** Folder in which its keys are. */
  readonly folder: string;
}

/** One of Thanos' workloads, before it is an object of Kubernetes. */
export interface ThanosPlan {
  readonly role: ThanosRole;
  /** The zone to which it is bound. @default - spread over all of them */
  readonly zone?: string;
  /** Arguments of the program, the command first. */
  readonly args: readonly string[];
  readonly account: ThanosAccount;
  readonly files: readonly MountedFile[];
  readonly size: ThanosSize;
  /** Folder of the volume, for those whose size has one. */
  readonly dataFolder?: string;
  /** Ports that it serves besides its HTTP port. */
  readonly ports: readonly ("grpc" | "remoteWrite")[];
  /**
   * A file that it reads once, when it starts. When the file changes, the program is started anew: instead of being asked whether it lives,
   * it is looked whether the file is still as it was read.
   * @default - none: it reads again what changes
   */
  readonly readOnce?: string;
  /** Why it must not run twice, or why one a zone is enough. @default - it runs more than once */
  readonly singleton?: string;
}

/** Name of the workload. */
export function workloadName({ role, zone }: ThanosPlan): string {
  return zone === undefined ? thanosNames[role] : `${thanosNames[role]}-${zone}`;
}

/** What its container asks for. */
export function resourcesOf({ cpuMillicores, memoryMiB, memoryLimitMiB }: ThanosSize): ContainerResources {
  return containerResources({ cpuMillicores, memoryMiB, memoryLimitMiB });
}
