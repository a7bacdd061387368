/** Security contexts that satisfy the Pod Security level `restricted`, and the resource requirements of a container. */

/** What a container may use, in Kubernetes' notation. Memory always has a limit: without one a leak takes the node with it. */
export interface ContainerResources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  /** No CPU limit: it throttles below what the node has left, and scrapes would be late. */
  readonly limits: { readonly memory: string };
}

/** Resource requirements from numbers. */
export function containerResources(size: {
  cpuMillicores: number;
  memoryMiB: number;
  /** @default the request */
  memoryLimitMiB?: number;
}): ContainerResources {
  const { cpuMillicores, memoryMiB, memoryLimitMiB = memoryMiB } = size;
  return {
    requests: { cpu: `${cpuMillicores}m`, memory: `${memoryMiB}Mi` },
    limits: { memory: `${memoryLimitMiB}Mi` },
  };
}

/** Annotation of what carries a key to the Kubernetes API, with what it needs it for; rule K8S-SA-01 asks for it. */
export function apiClient(reason: string): { readonly "pharos.io/kubernetes-api": string } {
  return { "pharos.io/kubernetes-api": reason };
}

/** Security context of a container: no way to gain rights, nothing writable but mounted volumes. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} as const;

/** Security context of a pod whose image names an unprivileged user itself. */
export const restrictedImageUser = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** Security context of a pod that runs as one unprivileged user. */
export function restrictedPod(
  user: number,
  group: number,
): {
  runAsNonRoot: true;
  runAsUser: number;
  runAsGroup: number;
  fsGroup: number;
  seccompProfile: { type: "RuntimeDefault" };
} {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
    seccompProfile: { type: "RuntimeDefault" },
  };
}
