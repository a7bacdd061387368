import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { prometheusName, PROMETHEUS_PORT } from "../../content/metrics/names";
import {
  GRPC_SERVER_NAME,
  hubObjectStoreSecret,
  objectStoreSecret,
  serviceHost,
  sidecarService,
  thanosImage,
  thanosNames,
  thanosPorts,
} from "../../content/thanos/names";
import type { Recording } from "../../components/testing/record";
import { Authority } from "./authority";
import { registeredObjects } from "./rendered-charts";
import { RunningProgram } from "./running-program";
import { Stage, type StagedPod } from "./stage";
import { sidecarPod, sidecarRoutes, standInPrometheus, type StandInPrometheus } from "./thanos-sidecar";

/** Pod with the first half of the region's Prometheus. */
const SIDECAR = "prometheus-pharos-prometheus-0";

/** Where nobody listens, and nobody ever will: what a pod reaches there does not answer. */
const NOBODY = "127.0.0.1:1";

/** One pod of Thanos, of each workload the first. */
interface ThanosPod {
  readonly name: string;
  /** Service by which others find it. */
  readonly service: string;
  readonly container: string;
  readonly spec: StagedPod;
}

/** A region's buckets of blocks, as folders. */
export interface BlockFolders {
  readonly own: string;
  readonly hub: string;
}

/** What Thanos is told of a folder that stands for a bucket. */
function folderAsBucket(directory: string): string {
  mkdirSync(directory, { recursive: true });
  return JSON.stringify({ type: "FILESYSTEM", config: { directory } });
}

/** Everything of Thanos that a region registers, on this machine: one pod of each workload, with buckets that are folders. */
export class ThanosRegion {
  /** Vouches for everything of the region. */
  readonly authority = new Authority("region authority");
  /** Vouches for everything of another region, which the region trusts where it speaks with it. */
  readonly peer = new Authority("peer authority");
  readonly stage: Stage;
  readonly buckets: BlockFolders;
  readonly pods: readonly ThanosPod[];
  private readonly running: RunningProgram[] = [];
  private prometheus?: StandInPrometheus;

  constructor(
    private readonly thanos: string,
    folder: string,
    private readonly recording: Recording,
  ) {
    const objects = registeredObjects(recording);
    this.buckets = { own: path.join(folder, "own-bucket"), hub: path.join(folder, "hub-bucket") };
    this.stage = new Stage({
      objects,
      folder,
      authority: this.authority,
      peers: [this.peer.root],
      secrets: {
        [objectStoreSecret.name]: { [objectStoreSecret.key]: folderAsBucket(this.buckets.own) },
        [hubObjectStoreSecret.name]: { [hubObjectStoreSecret.key]: folderAsBucket(this.buckets.hub) },
      },
    });
    const sidecar = sidecarPod(recording);
    this.pods = [
      ...(sidecar === undefined
        ? []
        : [{ name: SIDECAR, service: sidecarService, container: "thanos-sidecar", spec: sidecar }]),
      ...objects.flatMap(({ manifest }) => this.podsOf(manifest)),
    ];
  }

  private podsOf(manifest: Readonly<Record<string, unknown>>): ThanosPod[] {
    const kind = String(manifest["kind"]);
    if (!["Deployment", "StatefulSet"].includes(kind)) return [];
    const { name } = manifest["metadata"] as { name: string };
    const spec = this.stage.pod(kind, name);
    const [container] = spec.containers;
    if (container?.image !== thanosImage) return [];
    return [{ name: `${name}-0`, service: container.name, container: container.name, spec }];
  }

  /** Starts all pods, each of which finds the others, and waits until they are ready. */
  async start(): Promise<void> {
    await this.findEachOther();
    for (const pod of this.pods) await this.startPod(pod);
    for (const [index, { name }] of this.pods.entries())
      await this.running[index]!.ready({
        url: `${await this.url(name)}/-/ready`,
        ca: this.authority.root,
        servername: GRPC_SERVER_NAME,
      });
  }

  /** The address of a pod's port, its HTTP port unless another is named. */
  async url(podName: string, port: number = thanosPorts.http): Promise<string> {
    return `https://${await this.here(podName, port)}`;
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((program) => program.stop()));
    await this.prometheus?.stop();
  }

  /** Whoever asks for a Service, or for a pod by its name, finds the pod here. */
  private async findEachOther(): Promise<void> {
    const { stage } = this;
    for (const { name, service } of this.pods) {
      const grpc = await this.here(name, thanosPorts.grpc);
      stage.route(`${name}.${serviceHost(service)}:${thanosPorts.grpc}`, grpc);
      stage.route(`dnssrv+_grpc._tcp.${serviceHost(service)}`, grpc);
      stage.route(`${serviceHost(service)}:${thanosPorts.http}`, await this.here(name, thanosPorts.http));
    }
    this.prometheus = await standInPrometheus(this.recording, this.authority);
    stage.route(sidecarRoutes.prometheus, this.prometheus.url);
    stage.route(sidecarRoutes.bucket, folderAsBucket(this.buckets.own));
    stage.route(`dnssrv+_http-web._tcp.${serviceHost("alertmanager-operated")}`, NOBODY);
    stage.route(`https://${prometheusName}:${PROMETHEUS_PORT}`, `https://${NOBODY}`);
  }

  private async startPod({ name, service, container, spec }: ThanosPod): Promise<void> {
    const { args } = await this.stage.container(name, spec, container);
    // A Service has several addresses; here one flag has one.
    const others =
      service !== thanosNames.query
        ? []
        : this.pods.filter((pod) => pod.service === thanosNames.ingester).slice(0, -1);
    const more = await Promise.all(
      others.map(async (pod) => `--endpoint=${await this.here(pod.name, thanosPorts.grpc)}`),
    );
    this.running.push(new RunningProgram(name, this.thanos, [...args, ...more]));
  }

  private async here(podName: string, port: number): Promise<string> {
    return `127.0.0.1:${await this.stage.port(podName, port)}`;
  }
}
