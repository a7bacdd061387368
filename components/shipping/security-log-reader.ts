import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { userSecret } from "../../content/logs/names";
import { shippingImages } from "../../content/logs-shipping/images";
import { securityScripts } from "../../content/logs-shipping/scripts";
import {
  QUEUE_VARIABLES,
  SECURITY_SCRIPTS_FOLDER,
  securityReaderConfig,
  type SecurityPlace,
  type SecurityQueue,
} from "../../content/logs-shipping/security-reader-config";
import { trustRoots } from "../../content/metrics/certificates";
import { restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";
import { workloadIdentities } from "../../content/workload-identities";
import { zoneSpread } from "../metrics/placement";
import { ROOTS_FOLDER } from "../../content/logs-shipping/names";
import { aliveFolder, findingsContainer, findingsProgram } from "./findings-reader";
import { configHash, credentials, files, labelsOf, scratch } from "./pod-parts";
import { withCredentials } from "./programs";
import { SECURITY_READERS, shippingResources } from "./sizes";

export interface SecurityLogReaderArgs {
  readonly place: SecurityPlace;
  readonly region: string;
  /** Addresses of the queues in which new files are announced. */
  readonly queues: Readonly<Partial<Record<SecurityQueue, pulumi.Input<string>>>>;
  /** Address of the queue that has GuardDuty's findings themselves. */
  readonly findings: pulumi.Input<string>;
  /** What has to be there first: the role that is bound to its service account, and the region's roots. */
  readonly after: readonly pulumi.Resource[];
}

const { namespace, serviceAccount } = workloadIdentities["security-log-reader"];
/** User of Elastic's images. */
const USER = 1000;
const CONFIG_FOLDER = "/etc/filebeat";
const STATE_FOLDER = "/var/lib/filebeat";
const STATE_MIB = 128;
const PROBE_SECONDS = 30;

/**
 * Reads the account's trail, flow logs, findings, configuration history and the cluster's audit log as they are announced, and files them in
 * the log store, where they can be searched and alerted on. The originals stay in their buckets. Two pods share the queues: each file is
 * read by one of them, and again by the other if that one does not finish. Findings come twice, as events and as files, and are there once.
 */
export class SecurityLogReader extends pulumi.ComponentResource {
  constructor(
    name: string,
    private readonly args: SecurityLogReaderArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("pharos:shipping:SecurityLogReader", name, {}, opts);
    const labels = labelsOf(serviceAccount);
    const metadata = { name: serviceAccount, namespace, labels };
    const data = {
      config: { "filebeat.yml": stringify(securityReaderConfig(args.place, this.queueNames())) },
      scripts: { ...securityScripts(), ...findingsProgram() },
    };
    const before = [
      ...Object.entries(data).map(
        ([part, texts]) =>
          new ConfigMap(
            `${name}-${part}`,
            { metadata: { ...metadata, name: `${serviceAccount}-${part}` }, data: texts },
            { parent: this },
          ),
      ),
      new ServiceAccount(
        `${name}-account`,
        { metadata, automountServiceAccountToken: false },
        { parent: this },
      ),
    ];
    new Deployment(
      `${name}-pods`,
      {
        metadata,
        spec: {
          replicas: SECURITY_READERS,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels, annotations: configHash(data.config, data.scripts) },
            spec: this.podSpec(labels),
          },
        },
      },
      { parent: this, dependsOn: [...before, ...args.after] },
    );
    new PodDisruptionBudget(
      `${name}-budget`,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
      { parent: this },
    );
    this.registerOutputs();
  }

  private queueNames(): SecurityQueue[] {
    const all = Object.keys(QUEUE_VARIABLES) as SecurityQueue[];
    return all.filter((queue) => this.args.queues[queue] !== undefined);
  }

  private podSpec(labels: Record<string, string>) {
    const mounts = [
      files("config", `${serviceAccount}-config`, CONFIG_FOLDER),
      files("scripts", `${serviceAccount}-scripts`, SECURITY_SCRIPTS_FOLDER),
      files("roots", trustRoots.name, ROOTS_FOLDER),
      credentials(userSecret("logstash")),
      scratch("state", STATE_FOLDER, STATE_MIB),
    ];
    const shared = mounts.filter(({ volume: { name } }) => name !== "config" && name !== "state");
    const registry = { exec: { command: ["test", "-d", `${STATE_FOLDER}/registry`] } };
    const program = `/usr/share/filebeat/filebeat -c ${CONFIG_FOLDER}/filebeat.yml --path.data ${STATE_FOLDER} --strict.perms=false`;
    return {
      serviceAccountName: serviceAccount,
      // EKS gives it the token of its role by itself; it asks nothing of the API server.
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod(USER, USER),
      topologySpreadConstraints: [zoneSpread(SECURITY_READERS, labels)],
      containers: [
        {
          name: "filebeat",
          image: shippingImages.filebeat,
          command: ["/bin/bash", "-c", withCredentials(program)],
          env: [
            { name: "AWS_REGION", value: this.args.region },
            ...this.queueNames().map((queue) => ({
              name: QUEUE_VARIABLES[queue],
              value: this.args.queues[queue] as pulumi.Input<string>,
            })),
          ],
          resources: shippingResources.securityReader,
          securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"] } },
          livenessProbe: { ...registry, periodSeconds: PROBE_SECONDS, initialDelaySeconds: PROBE_SECONDS },
          readinessProbe: { ...registry, periodSeconds: PROBE_SECONDS },
          volumeMounts: mounts.map(({ mount }) => mount),
        },
        findingsContainer(
          this.args.place,
          this.args.region,
          this.args.findings,
          [...shared, aliveFolder].map(({ mount }) => mount),
        ),
      ],
      volumes: [...mounts, aliveFolder].map(({ volume }) => volume),
    };
  }
}
