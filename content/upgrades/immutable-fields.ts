import { isMap, valueAt } from "../images/path";
import { isSame, pairsOf, type Difference, type Manifest } from "./difference";

/** Fields that the API server refuses to change. Source: validation of each kind in Kubernetes' `pkg/apis/…/validation`. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["spec > selector"],
  DaemonSet: ["spec > selector"],
  ReplicaSet: ["spec > selector"],
  Job: ["spec > selector", "spec > template", "spec > completionMode"],
  Service: ["spec > clusterIP"],
  PersistentVolumeClaim: ["accessModes", "storageClassName", "volumeMode", "selector"].map(
    (field) => `spec > ${field}`,
  ),
  StorageClass: ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
  RoleBinding: ["roleRef"],
  ClusterRoleBinding: ["roleRef"],
  Secret: ["type"],
};

/** Of a StatefulSet's spec everything else cannot be changed. */
const STATEFUL_SET_MAY_CHANGE: readonly string[] = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
  "revisionHistoryLimit",
];

/** Kinds whose pods live on when the object goes and is made anew, if its deletion leaves them. */
const ORPHANS: readonly string[] = ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"];

/** Fields that an update would try to change, and the API server would refuse. The release is rolled back then. */
export function immutableFields(before: readonly Manifest[], after: readonly Manifest[]): Difference[] {
  return pairsOf(before, after).flatMap(({ id, old, new: young }) => {
    if (old === undefined || young === undefined) return [];
    const kind = String(old["kind"]);
    return fieldsOf(kind, old, young)
      .filter((field) => !isSame(valueAt(old, field), valueAt(young, field)))
      .map((field): Difference => {
        const away = deletion(kind, young);
        return {
          class: "immutable field",
          subject: id,
          what: `changes ${field.replaceAll(" > ", ".")}, which cannot be changed in an object that is there`,
          needsWork: true,
          before: `run '${away}' just before the update, which makes it anew`,
          back: `the same again, before the old version is installed: ${away}`,
        };
      });
  });
}

function fieldsOf(kind: string, old: Manifest, young: Manifest): readonly string[] {
  if (kind !== "StatefulSet") return IMMUTABLE[kind] ?? [];
  const names = [old, young].flatMap((manifest) => {
    const spec = valueAt(manifest, "spec");
    return isMap(spec) ? Object.keys(spec) : [];
  });
  return [...new Set(names)]
    .filter((name) => !STATEFUL_SET_MAY_CHANGE.includes(name))
    .sort()
    .map((name) => `spec > ${name}`);
}

function deletion(kind: string, manifest: Manifest): string {
  const [namespace, name] = ["namespace", "name"].map((field) => valueAt(manifest, `metadata > ${field}`));
  return [
    "kubectl delete",
    kind.toLowerCase(),
    String(name),
    ...(typeof namespace === "string" ? [`--namespace ${namespace}`] : []),
    ...(ORPHANS.includes(kind) ? ["--cascade=orphan"] : []),
  ].join(" ");
}
