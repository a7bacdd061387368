import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { peerRoots, trustRoots } from "../../content/metrics/certificates";
import type { MadeObject } from "../../infra/testing/rendered-places";
import { freePort } from "../tools/free-port";
import type { Authority, CertificateWish } from "./authority";

/** Files of a Secret or ConfigMap, by their names. */
type Files = Readonly<Record<string, string>>;

interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string };
  readonly configMap?: { readonly name: string };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/** The pod of a workload, as far as it is staged. */
export interface StagedPod {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

/** One container, ready to be started on this machine. */
export interface StagedContainer {
  /** Its arguments, with paths, addresses and ports of this machine. */
  readonly args: readonly string[];
  /** Folder of everything that it sees. */
  readonly folder: string;
}

export interface StageOptions {
  /** Everything that the region registers. */
  readonly objects: readonly MadeObject[];
  /** A folder of the test's own. */
  readonly folder: string;
  readonly authority: Authority;
  /** Public roots of other regions, PEM, beside the region's own. */
  readonly peers?: readonly string[];
  /** Secrets that stand in for what a cluster has: by their names. */
  readonly secrets?: Readonly<Record<string, Files>>;
}

/**
 * A region's pods on this machine. What they mount lies in folders: ConfigMaps as they are registered, certificates as the registered ones ask
 * for, everything else as the test says. What they listen on and what they reach are ports of the loopback interface.
 */
export class Stage {
  /** Addresses in the cluster, and what stands for them here. */
  private readonly addresses = new Map<string, string>();
  /** Ports of pods in the cluster (`thanos-query 10902`), and here. */
  private readonly ports = new Map<string, number>();
  private readonly issued = new Map<string, Files>();

  constructor(private readonly options: StageOptions) {}

  /** From now on, whoever names `address` finds `here`. */
  route(address: string, here: string): void {
    this.addresses.set(address, here);
  }

  /** The pod of a workload: `Deployment thanos-query`. */
  pod(kind: string, name: string): StagedPod {
    const { spec } = this.find(kind, name) as { spec: Readonly<Record<string, unknown>> };
    const template =
      kind === "CronJob"
        ? (spec["jobTemplate"] as { spec: { template: { spec: StagedPod } } }).spec.template
        : (spec["template"] as { spec: StagedPod });
    return template.spec;
  }

  /** The port of the loopback interface that stands for one of a pod. */
  async port(podName: string, port: number): Promise<number> {
    const label = `${podName} ${port}`;
    const known = this.ports.get(label) ?? (await freePort());
    this.ports.set(label, known);
    return known;
  }

  /** Puts a container on the stage: writes what it mounts, in the words of this machine. All routes have to be known. */
  async container(podName: string, pod: StagedPod, name: string): Promise<StagedContainer> {
    const found = [...(pod.initContainers ?? []), ...pod.containers].find((each) => each.name === name);
    if (found === undefined) throw new Error(`${podName} has no container ${name}`);
    const folder = path.join(this.options.folder, podName);
    const mounts = found.volumeMounts ?? [];
    const ports = new Map<number, number>();
    for (const { containerPort } of found.ports ?? [])
      ports.set(containerPort, await this.port(podName, containerPort));
    const here = inWordsOf([
      ["$(POD_NAME)", podName],
      ...this.addresses,
      ...mounts.map(({ mountPath }): [string, string] => [mountPath, path.join(folder, mountPath)]),
      ...[...ports].map(([port, own]): [string, string] => [`0.0.0.0:${port}`, `127.0.0.1:${own}`]),
    ]);
    for (const { name: volumeName, mountPath } of mounts) {
      const target = path.join(folder, mountPath);
      mkdirSync(target, { recursive: true });
      const volume = pod.volumes?.find((each) => each.name === volumeName);
      for (const [file, text] of Object.entries(this.filesOf(volume)))
        writeFileSync(path.join(target, file), here(text));
    }
    return { args: (found.args ?? []).map(here), folder };
  }

  private filesOf(volume: Volume | undefined): Files {
    if (volume?.configMap !== undefined) return this.configMap(volume.configMap.name);
    if (volume?.secret !== undefined) return this.secret(volume.secret.secretName);
    return {};
  }

  private configMap(name: string): Files {
    const { authority, peers = [] } = this.options;
    if (name === trustRoots.name) return { [trustRoots.key]: authority.root };
    if (name === peerRoots.name) return { [peerRoots.key]: [authority.root, ...peers].join("") };
    return (this.find("ConfigMap", name) as { data: Files }).data;
  }

  /** One certificate for all pods that mount its Secret, as in a cluster. */
  private secret(name: string): Files {
    const given = this.options.secrets?.[name] ?? this.issued.get(name);
    if (given !== undefined) return given;
    const { spec } = this.find("Certificate", name) as { spec: CertificateWish };
    const { certificate, key } = this.options.authority.issue(spec);
    const files = { "tls.crt": certificate, "tls.key": key, "ca.crt": this.options.authority.root };
    this.issued.set(name, files);
    return files;
  }

  private find(kind: string, name: string): Readonly<Record<string, unknown>> {
    const found = this.options.objects.find(({ manifest }) => {
      const { name: own } = manifest["metadata"] as { name?: string };
      return manifest["kind"] === kind && own === name;
    });
    if (found === undefined) throw new Error(`no ${kind} ${name} is registered`);
    return found.manifest;
  }
}

/** Changes a text at every place that has one of the words, each of which ends there. */
function inWordsOf(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const words = new Map(pairs);
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length);
  const all = longestFirst.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  return (text) => text.replace(new RegExp(`(?:${all})(?![\\w-])`, "g"), (word) => words.get(word) ?? word);
}
