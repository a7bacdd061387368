import { nodeAgentsNamespace } from "../../../content/versions";
import { objectsOf, ownFormsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { podTypes, type Container, type Pod } from "../../evaluation/pods";
import type { Read, Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { hostPathAt, hostPathsOf, liesIn, type HostPath } from "./host-path";
import { judgePods } from "./pod-rule";

const VOLUME = "kubernetes:core/v1:PersistentVolume";

/** Folders of the node that hold its programs, its secrets, its devices or other pods' data. */
const SENSITIVE: readonly string[] = [
  "/bin",
  "/boot",
  "/dev",
  "/etc",
  "/home",
  "/lib",
  "/lib64",
  "/proc",
  "/root",
  "/run",
  "/sbin",
  "/srv",
  "/sys",
  "/usr",
  "/var",
];

/** What agents on nodes read: logs, and what the kernel tells. They may, in their namespace, without writing. */
const AGENTS_READ: readonly string[] = [
  "/etc/machine-id",
  "/proc",
  "/sys",
  "/var/lib/docker/containers",
  "/var/log",
];

export const noHostPathVolumes: ResourceRule = {
  id: "K8S-POD-09",
  slug: "no-host-path-volumes",
  title: "No hostPath volumes",
  severity: "high",
  scope: "resource",
  types: [...podTypes, ...ownFormsOf([VOLUME])],
  controls: {
    soc2: ["CC6.1"],
    pci: ["2.2.6"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.9"],
  },
  remediation: `Mount an emptyDir, a ConfigMap or a claim. Agents that read logs or the kernel belong into the namespace ${nodeAgentsNamespace} and mount read-only.`,
  url: "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
  check(resource) {
    const volumes = objectsOf(resource, [VOLUME]).map(({ body }) => {
      const source = body.at("spec", "hostPath");
      if (source.state === "absent" || source.isGap) return pass;
      return besideNamespace(body.at("metadata", "namespace"), (_) =>
        judgePath(hostPathAt(source, body.at("spec"))),
      );
    });
    if (resource.type.startsWith(VOLUME)) return allOf(volumes);
    return [...judgePods(resource, judgePod), ...volumes];
  },
};

function judgePod(pod: Pod): readonly Outcome[] {
  const { found, hidden } = hostPathsOf(pod);
  return [
    pass,
    ...hidden.map((unknown) => undetermined(unknown)),
    ...found.map((each) =>
      besideNamespace(pod.object.body.at("metadata", "namespace"), (namespace) =>
        namespace === nodeAgentsNamespace ? judgeAgent(each, pod) : judgePath(each),
      ),
    ),
  ];
}

/** What Kubernetes itself runs in kube-system needs the node; everywhere else the path decides. */
function besideNamespace(place: Reader, judge: (namespace: string | undefined) => Outcome): Outcome {
  const read: Read<string> = place.filledText();
  if (read.state === "value" && read.value === "kube-system")
    return notApplicable("it belongs to Kubernetes itself, whose node agents need the host");
  const outcome = judge(read.state === "value" ? read.value : undefined);
  return read.state === "unknown" && !place.isGap && outcome.kind === "violation"
    ? undetermined(read)
    : outcome;
}

function judgeAgent(hostPath: HostPath, pod: Pod): Outcome {
  const { path, volume, place } = hostPath;
  if (path.state !== "value" || !AGENTS_READ.some((folder) => liesIn(path.value, folder)))
    return judgePath(hostPath);
  const name = volume.at("name").filledText();
  if (name.state === "unknown") return undetermined(name);
  const writable = [
    ...pod.hidden.map((unknown) => undetermined(unknown)),
    ...pod.containers.map((container) => writableMount(container, name.state === "value" ? name.value : "")),
  ];
  const unknown = writable.find((each) => typeof each === "object");
  const writer = writable.find((each) => typeof each === "string");
  if (typeof writer === "string") {
    return violation("agent-writes", {
      message: `${writer} mounts ${path.value} of its node and may write to it; agents may only read it`,
      fix: "set readOnly to true in the volumeMount",
      property: place.path,
    });
  }
  return unknown ?? pass;
}

/** The container's label if it may write to a volume, an outcome if that cannot be told. */
function writableMount(container: Container, volume: string): string | Outcome | undefined {
  const mounts = container.at("volumeMounts").list();
  if (mounts.state === "unknown") return undetermined(mounts);
  for (const mount of mounts.state === "value" ? mounts.value : []) {
    const name = mount.at("name").filledText();
    const readOnly = mount.at("readOnly").flag();
    if (readOnly.state === "value" && readOnly.value) continue;
    if (name.state === "unknown") return undetermined(name);
    if (name.state === "absent" || name.value !== volume) continue;
    return readOnly.state === "unknown" ? undetermined(readOnly) : container.label;
  }
  return undefined;
}

function judgePath({ path, place }: HostPath): Outcome {
  if (path.state === "unknown") return undetermined(path);
  const found = path.state === "value" ? path.value : "a part";
  const sensitive =
    path.state === "value" && (path.value === "/" || SENSITIVE.some((folder) => liesIn(path.value, folder)));
  return violation(sensitive ? "sensitive-path" : "host-path", {
    message: `the volume is ${found} of the node itself${sensitive ? ", which holds the node's own files" : ""}; no pod may mount its node`,
    fix: `use an emptyDir, a ConfigMap or a claim; an agent that only reads logs or the kernel may do so in the namespace ${nodeAgentsNamespace}, read-only`,
    property: place.path,
  });
}
