import { jaegerLifecycle } from "../../content/logs/names";
import { trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { IMAGE_USER, JAEGER_IMAGE, ROLLOVER_IMAGE } from "../../content/tracing/images";
import {
  CERTIFICATE_FOLDER,
  INDICES_JOB,
  jaeger,
  ROOTS_FOLDER,
  tracingPorts,
  tracingSecrets,
} from "../../content/tracing/names";
import { SPAN_COPIES, type TracingSize } from "../../content/tracing/sizing";
import { goMemory, spreadOverZones } from "./collector-spec";
import { rootsFile } from "./collector-parts";
import { SPAN_SHARDS, type SpanStore, USER_FOLDER } from "./jaeger-config";

/** Jaeger's two workloads and the job before them, in the words of Kubernetes. */

/** A role of Jaeger. */
export type JaegerRole = "collector" | "query";
export const jaegerRoles: readonly JaegerRole[] = ["collector", "query"];

/** Key of the configuration in its ConfigMap. */
export const CONFIG_FILE = "config.json";
const CONFIG_FOLDER = "/etc/jaeger";

/** Where the tool lies in its image. */
const ROLLOVER_PROGRAM = "/go/bin/es-rollover";
/** It makes three templates, indices and aliases, and ends. */
const ROLLOVER_SIZE = { cpuMillicores: 20, memoryMiB: 32, memoryLimitMiB: 64 };
/** Tries of the job, with growing pauses: an hour in which Elasticsearch may start. */
const ROLLOVER_TRIES = 12;

const secrets = { collector: tracingSecrets.jaegerCollector, query: tracingSecrets.jaegerQuery } as const;

const ports = {
  collector: [{ name: "otlp-grpc", containerPort: tracingPorts.otlpGrpc }],
  query: [{ name: "https-query", containerPort: tracingPorts.query }],
} as const;

/** What Kubernetes' types take is a list that could be changed. */
const hardened = {
  ...restrictedContainer,
  capabilities: { drop: [...restrictedContainer.capabilities.drop] },
};

/** Labels of a role's pods. */
export function jaegerLabels(role: JaegerRole): Record<string, string> {
  return { "app.kubernetes.io/name": jaeger[role], "app.kubernetes.io/component": role };
}

/** What a role's pods depend on. */
interface JaegerPods {
  readonly role: JaegerRole;
  readonly size: TracingSize["jaegerCollector"];
  /** Name of the ConfigMap with the configuration. */
  readonly configMap: string;
  /** Changes with the configuration, so that pods are made anew when it does. */
  readonly checksum: string;
  /** Secret with the user's name and password. */
  readonly userSecret: string;
}

/** `spec` of a role's Deployment. */
export function jaegerDeployment(pods: JaegerPods) {
  const { role, size, checksum } = pods;
  const labels = jaegerLabels(role);
  return {
    replicas: size.replicas,
    selector: { matchLabels: labels },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: {
      metadata: { labels, annotations: { "pharos.io/configuration": checksum } },
      spec: {
        automountServiceAccountToken: false,
        securityContext: restrictedPod(IMAGE_USER, IMAGE_USER),
        topologySpreadConstraints: [spreadOverZones(size.replicas, labels)],
        containers: [jaegerContainer(pods)],
        volumes: [
          { name: "config", configMap: { name: pods.configMap } },
          { name: "tls", secret: { secretName: secrets[role] } },
          ...storeVolumes(pods.userSecret),
          { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
        ],
      },
    },
  };
}

function jaegerContainer({ role, size }: JaegerPods) {
  const probe = { httpGet: { path: "/status", port: tracingPorts.health } };
  return {
    name: "jaeger",
    image: JAEGER_IMAGE,
    args: ["--config", `${CONFIG_FOLDER}/${CONFIG_FILE}`],
    env: [{ name: "GOMEMLIMIT", value: `${goMemory(size)}MiB` }],
    ports: [
      ...ports[role],
      { name: "metrics", containerPort: tracingPorts.metrics },
      { name: "health", containerPort: tracingPorts.health },
    ],
    readinessProbe: { ...probe, periodSeconds: 10 },
    livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 6, initialDelaySeconds: 30 },
    resources: containerResources(size),
    securityContext: hardened,
    volumeMounts: [
      { name: "config", mountPath: CONFIG_FOLDER, readOnly: true },
      { name: "tls", mountPath: CERTIFICATE_FOLDER, readOnly: true },
      ...storeMounts,
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

const storeMounts = [
  { name: "roots", mountPath: ROOTS_FOLDER, readOnly: true },
  { name: "user", mountPath: USER_FOLDER, readOnly: true },
];

function storeVolumes(userSecret: string) {
  return [
    { name: "roots", configMap: { name: trustRoots.name } },
    { name: "user", secret: { secretName: userSecret } },
  ];
}

/** `spec` of a role's Service; headless, each pod is an address of its own. */
export function jaegerService(role: JaegerRole, headless: boolean) {
  return {
    ...(headless ? { clusterIP: "None" } : {}),
    selector: jaegerLabels(role),
    ports: ports[role].map(({ name, containerPort }) => ({ name, port: containerPort, targetPort: name })),
  };
}

/** `spec` of a role's PodDisruptionBudget. */
export function jaegerBudget(role: JaegerRole) {
  return { maxUnavailable: 1, selector: { matchLabels: jaegerLabels(role) } };
}

/**
 * `spec` of the job that makes what Jaeger writes to, before it does: templates with the lifecycle, the first indices, and the aliases. What is
 * there already it leaves alone. Its password is read from a file when it starts, and stands in no specification.
 */
export function rolloverJob({ url }: SpanStore, userSecret: string) {
  const flags = [
    "--es.use-ilm=true",
    `--es.ilm-policy-name=${jaegerLifecycle}`,
    "--es.tls.enabled=true",
    `--es.tls.ca=${rootsFile}`,
    `--shards=${SPAN_SHARDS}`,
    `--replicas=${SPAN_COPIES}`,
  ];
  const read = (variable: string, key: string): string => `${variable}="$(cat ${USER_FOLDER}/${key})"`;
  return {
    backoffLimit: ROLLOVER_TRIES,
    template: {
      metadata: { labels: { "app.kubernetes.io/name": INDICES_JOB } },
      spec: {
        automountServiceAccountToken: false,
        restartPolicy: "OnFailure",
        securityContext: restrictedPod(IMAGE_USER, IMAGE_USER),
        containers: [
          {
            name: "rollover",
            image: ROLLOVER_IMAGE,
            command: ["/bin/sh", "-ec"],
            args: [
              `export ${read("ES_USERNAME", "username")} ${read("ES_PASSWORD", "password")}; exec ${ROLLOVER_PROGRAM} init ${[...flags, url].join(" ")}`,
            ],
            resources: containerResources(ROLLOVER_SIZE),
            securityContext: hardened,
            volumeMounts: storeMounts,
          },
        ],
        volumes: storeVolumes(userSecret),
      },
    },
  };
}
