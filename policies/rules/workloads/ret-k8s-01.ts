import { isRecordClass, recordClasses, retentionRules, type RecordClass } from "../../../content/retention";
import { formsOf, objectsOf, type KubernetesObject } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const VOLUME = "kubernetes:core/v1:PersistentVolume";
const SET = "kubernetes:apps/v1:StatefulSet";
const ELASTICSEARCH = "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch";
/** Custom resources from which prometheus-operator makes StatefulSets: they hand the same policy on. */
const OPERATED = ["Alertmanager", "Prometheus", "ThanosRuler"].map(
  (kind) => `kubernetes:monitoring.coreos.com/v1:${kind}`,
);
const TYPES = [CLASS, VOLUME, SET, ELASTICSEARCH, ...OPERATED];

/** Label that names the record class of what volumes hold. */
const RECORD_CLASS_LABEL = "pharos/record-class";

/** Where each kind says what becomes of its volumes, what holds where it says nothing, and what is allowed. */
interface Ending {
  readonly path: readonly string[];
  readonly byDefault: string;
  readonly allowed: string;
  /** What deletes the volume, as the rest of a sentence. */
  readonly when: string;
}

const BY_CLAIM = "its data go with the claim";
const CLAIM_POLICY = "persistentVolumeClaimRetentionPolicy";

function endingsOf(type: string): readonly Ending[] {
  switch (type) {
    case CLASS:
      return [{ path: ["reclaimPolicy"], byDefault: "Delete", allowed: "Retain", when: BY_CLAIM }];
    case VOLUME:
      return [
        {
          path: ["spec", "persistentVolumeReclaimPolicy"],
          byDefault: "Retain",
          allowed: "Retain",
          when: BY_CLAIM,
        },
      ];
    case ELASTICSEARCH:
      return [
        {
          path: ["spec", "volumeClaimDeletePolicy"],
          byDefault: "DeleteOnScaledownAndClusterDeletion",
          allowed: "DeleteOnScaledownOnly",
          when: "its data go with the Elasticsearch object, even when that is only replaced",
        },
      ];
    default:
      return [
        { name: "whenDeleted", when: "its data go with the workload, even when that is only replaced" },
        { name: "whenScaled", when: "a replica's data go when there are fewer for an hour" },
      ].map(({ name, when }) => ({
        path: ["spec", CLAIM_POLICY, name],
        byDefault: "Retain",
        allowed: "Retain",
        when,
      }));
  }
}

export const volumesOutliveClaims: ResourceRule = {
  id: "RET-K8S-01",
  slug: "persistent-volumes-outlive-claims",
  title: "Persistent volumes of retained data are not deleted with their claims",
  severity: "high",
  scope: "resource",
  types: formsOf(TYPES),
  controls: {
    soc2: ["A1.2", "C1.1"],
    pci: ["10.3.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.33", "A.8.13"],
    sec17a4: ["4511(b)"],
  },
  remediation: `Set the reclaim policy to Retain, or say by the label ${RECORD_CLASS_LABEL} that what lies there need not be kept.`,
  url: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming",
  recordClasses: recordClasses.filter((recordClass) => mustBeKept(recordClass)),
  check(resource) {
    const outcomes = objectsOf(resource, TYPES).flatMap((object) => judge(object));
    return outcomes.length === 0
      ? notApplicable("the list holds nothing that makes volumes")
      : allOf(outcomes);
  },
};

/** What carries no label may hold anything, records that must be kept among them. */
function judge({ type, body }: KubernetesObject): readonly Outcome[] {
  const outcomes = endingsOf(type).map((ending) => judgeEnding(ending, body));
  const wrong = outcomes.some(({ kind }) => kind !== "pass");
  const place = body.at("metadata", "labels", RECORD_CLASS_LABEL);
  const label = place.filledText();
  if (!wrong || label.state === "absent") return outcomes;
  if (label.state === "unknown") return place.isGap ? outcomes : [undetermined(label)];
  if (label.value === "none" || (isRecordClass(label.value) && !mustBeKept(label.value)))
    return [notApplicable(`what it holds, ${label.value}, need not be kept`)];
  return outcomes;
}

function judgeEnding({ path, byDefault, allowed, when }: Ending, body: Reader): Outcome {
  const place = body.at(...path);
  const read = place.filledText();
  if (read.state === "unknown") return undetermined(read);
  const found = read.state === "value" ? read.value : byDefault;
  if (found === allowed) return pass;
  const name = path.filter((step) => step !== "spec").join(".");
  return violation("deleted-with-claim", {
    message: `'${name}' is ${read.state === "value" ? `'${found}'` : `not set, which means ${found}`}, so that ${when}; ${allowed} is required for what must be kept`,
    fix: `set ${name} to ${allowed}, or label it ${RECORD_CLASS_LABEL}: none where nothing is to be kept`,
    property: place.path,
  });
}

/** Whether a law or standard names a shortest time for the class. */
function mustBeKept(recordClass: RecordClass): boolean {
  return retentionRules[recordClass].minimumSource !== undefined;
}
