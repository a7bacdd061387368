import { trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { COLLECTOR_IMAGE, IMAGE_USER } from "../../content/tracing/images";
import {
  CERTIFICATE_FOLDER,
  collectors,
  type CollectorName,
  collectorService,
  ROOTS_FOLDER,
  tracingSecrets,
} from "../../content/tracing/names";
import { LIMITER_PERCENT, type PodResources, type TracingSize } from "../../content/tracing/sizing";
import { zoneSpread } from "../metrics/placement";
import { type AgentInputs, agentConfig, NODE_VARIABLE } from "./agent-config";
import { type GatewayInputs, gatewayConfig, POD_VARIABLE } from "./gateway-config";

/** Zones of a region that are used; more replicas than that share them. */
const ZONES = 3;
/** Load at which a gateway gets company, per cent of what it asks for. Well below all of it: what it holds grows with the load. */
const SCALE_AT_PERCENT = 70;

/** Spread over zones, also when there are more replicas than zones. */
export function spreadOverZones(replicas: number, labels: Readonly<Record<string, string>>) {
  return zoneSpread(Math.min(replicas, ZONES), labels);
}

/** The agents: one on every node, whatever its taints. They need nothing of the host: applications reach their node's by its Service. */
export function agentSpec(inputs: AgentInputs, size: TracingSize["agent"]) {
  return {
    ...commonSpec("agent", size, [{ name: NODE_VARIABLE, valueFrom: fieldRef("spec.nodeName") }]),
    mode: "daemonset",
    tolerations: [{ operator: "Exists" }],
    // A node without its agent sends nothing meanwhile, and its applications hold what they have.
    daemonSetUpdateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
    config: agentConfig(inputs),
  };
}

/**
 * The gateways, more of them when there is more to do. A trace whose gateways change while it is on its way is decided in two parts, so they
 * go one at a time and not soon.
 */
export function gatewaySpec(inputs: Omit<GatewayInputs, "size">, size: TracingSize["gateway"]) {
  const { replicas, mostReplicas } = size;
  return {
    ...commonSpec("gateway", size, [{ name: POD_VARIABLE, valueFrom: fieldRef("metadata.name") }]),
    mode: "deployment",
    replicas,
    autoscaler: {
      minReplicas: replicas,
      maxReplicas: mostReplicas,
      targetCPUUtilization: SCALE_AT_PERCENT,
      behavior: { scaleDown: { stabilizationWindowSeconds: 1800 } },
    },
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [
      spreadOverZones(replicas, { "app.kubernetes.io/name": collectorService("gateway") }),
    ],
    deploymentUpdateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    // What it holds is decided and sent before it goes.
    terminationGracePeriodSeconds: 90,
    config: gatewayConfig({ ...inputs, size }),
  };
}

/** Name of a collector's service account. */
export function accountOf(name: CollectorName): string {
  return `tracing-${collectors[name]}`;
}

function fieldRef(fieldPath: string) {
  return { fieldRef: { fieldPath } };
}

function commonSpec(name: CollectorName, size: PodResources, variables: readonly object[]) {
  return {
    image: COLLECTOR_IMAGE,
    serviceAccount: accountOf(name),
    // The version is the program's: an operator that rewrites a configuration would be undone by the next update.
    upgradeStrategy: "none",
    resources: containerResources(size),
    // The operator asks at the port of `health_check`; how often, it takes from here.
    readinessProbe: { periodSeconds: 10 },
    livenessProbe: { periodSeconds: 10, failureThreshold: 6, initialDelaySeconds: 30 },
    // The garbage collector works harder before the limit is reached, not after.
    env: [...variables, { name: "GOMEMLIMIT", value: `${goMemory(size)}MiB` }],
    podSecurityContext: restrictedPod(IMAGE_USER, IMAGE_USER),
    securityContext: restrictedContainer,
    volumes: [
      { name: "tls", secret: { secretName: tracingSecrets[name] } },
      { name: "roots", configMap: { name: trustRoots.name } },
    ],
    volumeMounts: [
      { name: "tls", mountPath: CERTIFICATE_FOLDER, readOnly: true },
      { name: "roots", mountPath: ROOTS_FOLDER, readOnly: true },
    ],
    // Its monitor is ours, with the same labels for all of tracing.
    observability: { metrics: { enableMetrics: false } },
  };
}

/** The garbage collector's own limit, MiB: below the one at which the memory limiter refuses. */
export function goMemory({ memoryLimitMiB }: PodResources): number {
  return Math.floor((memoryLimitMiB * LIMITER_PERCENT) / 100);
}
