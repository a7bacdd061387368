/** What each program's pods are made of: the arguments of `NodeAgent` and `LogAggregator`. */
import type * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { ARCHIVE_KEY_VARIABLE, type LogArchive } from "../../content/logs-shipping/archive";
import { userSecret } from "../../content/logs/names";
import { FLUENT_BIT_STATE, fluentBitConfig } from "../../content/logs-shipping/fluent-bit-config";
import { fluentdConfig, fluentdFolders } from "../../content/logs-shipping/fluentd-config";
import { filebeatConfig } from "../../content/logs-shipping/filebeat-config";
import { shippingImages } from "../../content/logs-shipping/images";
import { logstashFolders, logstashSettings } from "../../content/logs-shipping/logstash-config";
import {
  BEATS_PORT,
  CREDENTIALS_FOLDER,
  FLUENT_BIT_METRICS_PORT,
  FLUENTD_METRICS_PORT,
  fluentdServingSecret,
  FORWARD_PORT,
  LOGSTASH_METRICS_PORT,
  logstashServingSecret,
  OTLP_LOGS_PORT,
  PASSWORD_VARIABLE,
  USER_VARIABLE,
} from "../../content/logs-shipping/names";
import type { LogPlace } from "../../content/logs-shipping/place";
import type { ShippedWorkloads } from "../../content/logs-shipping/routes";
import { archiveScripts, fluentdScripts, logstashScripts } from "../../content/logs-shipping/scripts";
import type { LogAggregatorArgs } from "./log-aggregator";
import type { NodeAgentArgs } from "./node-agent";
import { certificates, credentials, scratch } from "./pod-parts";
import { LOGSTASH_HEAP_MIB, shippingResources, VOLUME_GIB } from "./sizes";

/** What is the same for all. */
export interface ShippingPlace {
  readonly workloads: ShippedWorkloads;
  readonly logPlace: LogPlace;
  readonly loggingNamespace: string;
  readonly nodeAgentsNamespace: string;
  readonly storageClassName: pulumi.Input<string>;
  readonly volumeRetention: LogAggregatorArgs["volumeRetention"];
  readonly placement?: LogAggregatorArgs["placement"];
  readonly scaledBy: LogAggregatorArgs["scaledBy"];
  readonly after: readonly pulumi.Resource[];
}

/** Users of the images: those of Elastic's, of Fluentd's. */
const LOGSTASH_USER = 1000;
const FLUENTD_USER = 2000;
const FILEBEAT_STATE = "/var/lib/filebeat";
const SCRATCH_MIB = 256;
/** Of an agent: its notes; and for Fluent Bit what waits, which is limited to as much below it. */
const FILEBEAT_STATE_MIB = 128;
const FLUENT_BIT_STATE_MIB = 640;
/** Logstash is there after the start of its machine and of JRuby. */
const LOGSTASH_STARTS_WITHIN_SECONDS = 300;
const PROBE_SECONDS = 10;

export function filebeat({ workloads, loggingNamespace, ...place }: ShippingPlace): NodeAgentArgs {
  const folder = "/etc/filebeat";
  return {
    namespace: place.nodeAgentsNamespace,
    image: shippingImages.filebeat,
    config: { "filebeat.yml": stringify(filebeatConfig(workloads, loggingNamespace)) },
    configFolder: folder,
    command: [
      "/usr/share/filebeat/filebeat",
      "-c",
      `${folder}/filebeat.yml`,
      "--path.data",
      FILEBEAT_STATE,
      // Mounted files belong to root, not to the user that it runs as.
      "--strict.perms=false",
    ],
    mounts: [scratch("state", FILEBEAT_STATE, FILEBEAT_STATE_MIB)],
    resources: shippingResources.filebeat,
    // It listens nowhere; that its notes are there says that it runs.
    probe: { exec: { command: ["test", "-d", `${FILEBEAT_STATE}/registry`] } },
    after: place.after,
  };
}

export function fluentBit({ workloads, loggingNamespace, ...place }: ShippingPlace): NodeAgentArgs {
  const folder = "/fluent-bit/settings";
  return {
    namespace: place.nodeAgentsNamespace,
    image: shippingImages.fluentBit,
    config: { "fluent-bit.yaml": stringify(fluentBitConfig(workloads, loggingNamespace)) },
    configFolder: folder,
    command: ["/fluent-bit/bin/fluent-bit", "--config", `${folder}/fluent-bit.yaml`],
    mounts: [scratch("state", FLUENT_BIT_STATE, FLUENT_BIT_STATE_MIB)],
    resources: shippingResources.fluentBit,
    ports: [{ name: "metrics", containerPort: FLUENT_BIT_METRICS_PORT }],
    probe: { httpGet: { path: "/api/v1/health", port: "metrics" } },
    after: place.after,
  };
}

/** The region's locked archive, and what it takes to write there. */
export interface ArchiveTarget extends LogArchive {
  /** ARN of the bucket's key. */
  readonly keyArn: pulumi.Input<string>;
  /** The role that is bound to Logstash's service account. */
  readonly role: pulumi.Resource;
}

/** @param archive where to copy regulated streams to. @default nowhere */
export function logstash(place: ShippingPlace, archive?: ArchiveTarget): LogAggregatorArgs {
  return {
    ...shared(archive === undefined ? place : { ...place, after: [...place.after, archive.role] }),
    user: LOGSTASH_USER,
    settings: logstashSettings(place.logPlace, VOLUME_GIB, archive),
    settingsFolder: logstashFolders.settings,
    scripts: { ...logstashScripts(), ...(archive === undefined ? {} : archiveScripts()) },
    scriptsFolder: logstashFolders.scripts,
    dataFolder: logstashFolders.data,
    mounts: [
      ...certificates(logstashServingSecret),
      credentials(userSecret("logstash")),
      scratch("temporary", logstashFolders.temporary, SCRATCH_MIB),
    ],
    ports: { lines: BEATS_PORT, otlp: OTLP_LOGS_PORT },
    containers: [
      {
        name: "logstash",
        image: shippingImages.logstash,
        command: [
          "/bin/bash",
          "-c",
          withCredentials(`/usr/share/logstash/bin/logstash --path.settings ${logstashFolders.settings}`),
        ],
        env: [
          { name: "LS_JAVA_OPTS", value: `-Xms${LOGSTASH_HEAP_MIB}m -Xmx${LOGSTASH_HEAP_MIB}m` },
          ...(archive === undefined ? [] : [{ name: ARCHIVE_KEY_VARIABLE, value: archive.keyArn }]),
        ],
        ports: [
          { name: "lines", containerPort: BEATS_PORT },
          { name: "otlp", containerPort: OTLP_LOGS_PORT },
        ],
        resources: shippingResources.logstash,
        startupProbe: {
          tcpSocket: { port: "lines" },
          periodSeconds: PROBE_SECONDS,
          failureThreshold: LOGSTASH_STARTS_WITHIN_SECONDS / PROBE_SECONDS,
        },
        livenessProbe: { tcpSocket: { port: "lines" }, periodSeconds: PROBE_SECONDS, failureThreshold: 6 },
        readinessProbe: { tcpSocket: { port: "lines" }, periodSeconds: PROBE_SECONDS },
      },
      {
        name: "metrics",
        image: shippingImages.logstashExporter,
        env: [
          { name: "LOGSTASH_URL", value: "http://127.0.0.1:9600" },
          { name: "PORT", value: String(LOGSTASH_METRICS_PORT) },
        ],
        ports: [{ name: "metrics", containerPort: LOGSTASH_METRICS_PORT }],
        resources: shippingResources.logstashExporter,
        livenessProbe: { tcpSocket: { port: "metrics" }, periodSeconds: PROBE_SECONDS },
        readinessProbe: { tcpSocket: { port: "metrics" }, periodSeconds: PROBE_SECONDS },
      },
    ],
  };
}

export function fluentd(place: ShippingPlace): LogAggregatorArgs {
  return {
    ...shared(place),
    user: FLUENTD_USER,
    settings: { "fluentd.conf": fluentdConfig(place.logPlace, VOLUME_GIB) },
    settingsFolder: fluentdFolders.settings,
    scripts: fluentdScripts(),
    scriptsFolder: fluentdFolders.plugins,
    dataFolder: fluentdFolders.data,
    mounts: [
      ...certificates(fluentdServingSecret),
      credentials(userSecret("fluentd")),
      scratch("temporary", fluentdFolders.temporary, SCRATCH_MIB),
    ],
    ports: { lines: FORWARD_PORT, otlp: OTLP_LOGS_PORT },
    containers: [
      {
        name: "fluentd",
        image: shippingImages.fluentd,
        args: [
          "fluentd",
          "--config",
          `${fluentdFolders.settings}/fluentd.conf`,
          "--plugin",
          fluentdFolders.plugins,
        ],
        env: [{ name: "TMPDIR", value: fluentdFolders.temporary }],
        ports: [
          { name: "lines", containerPort: FORWARD_PORT },
          { name: "otlp", containerPort: OTLP_LOGS_PORT },
          { name: "metrics", containerPort: FLUENTD_METRICS_PORT },
        ],
        resources: shippingResources.fluentd,
        livenessProbe: { tcpSocket: { port: "lines" }, periodSeconds: PROBE_SECONDS, failureThreshold: 6 },
        readinessProbe: { tcpSocket: { port: "lines" }, periodSeconds: PROBE_SECONDS },
      },
    ],
  };
}

function shared(place: ShippingPlace) {
  const { loggingNamespace, storageClassName, volumeRetention, placement, scaledBy, after } = place;
  return {
    namespace: loggingNamespace,
    storageClassName,
    volumeRetention,
    scaledBy,
    ...(placement === undefined ? {} : { placement }),
    after,
  };
}

/** Reads the credentials from their files into variables of the program alone: the pod's specification never has them. */
export function withCredentials(program: string): string {
  const read = (file: string) => `"$(cat ${CREDENTIALS_FOLDER}/${file})"`;
  return `export ${USER_VARIABLE}=${read("username")} ${PASSWORD_VARIABLE}=${read("password")} && exec ${program}`;
}
