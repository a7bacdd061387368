import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { volumesOutliveClaims } from "./ret-k8s-01";

const LABEL = "pharos/record-class";
const given = (type: string, inputs: object, label?: unknown): [Given] => [
  { type: `kubernetes:${type}`, name: "it", inputs: { metadata: { labels: { [LABEL]: label } }, ...inputs } },
];
const storageClass = (reclaimPolicy: unknown, label?: unknown) =>
  given("storage.k8s.io/v1:StorageClass", { reclaimPolicy }, label);
const volume = (policy: unknown) =>
  given("core/v1:PersistentVolume", { spec: { persistentVolumeReclaimPolicy: policy } });
const set = (policy: unknown, type = "apps/v1:StatefulSet") =>
  given(type, { spec: { persistentVolumeClaimRetentionPolicy: policy } });
const elasticsearch = (policy: unknown) =>
  given("elasticsearch.k8s.elastic.co/v1:Elasticsearch", { spec: { volumeClaimDeletePolicy: policy } });
const message = (name: string, found: string, when: string, allowed = "Retain"): string =>
  `'${name}' is ${found}, so that ${when}; ${allowed} is required for what must be kept. To mend it: set ${name} to ${allowed}, or label it ${LABEL}: none where nothing is to be kept.`;

describe("RET-K8S-01", () => {
  testRule(volumesOutliveClaims, [
    { title: "a class that keeps", resources: storageClass("Retain"), expect: ["pass"] },
    { title: "a volume that keeps", resources: volume("Retain"), expect: ["pass"] },
    { title: "a volume made by hand", resources: volume(undefined), expect: ["pass"] },
    { title: "a set that says nothing", resources: set(undefined), expect: ["pass"] },
    {
      title: "a set that keeps",
      resources: set({ whenDeleted: "Retain", whenScaled: "Retain" }),
      expect: ["pass"],
    },
    {
      title: "a Prometheus that says nothing",
      resources: set(undefined, "monitoring.coreos.com/v1:Prometheus"),
      expect: ["pass"],
    },
    {
      title: "an Elasticsearch that keeps",
      resources: elasticsearch("DeleteOnScaledownOnly"),
      expect: ["pass"],
    },
    {
      title: "nothing to keep",
      resources: storageClass("Delete", "none"),
      expect: ["notApplicable"],
      message: "what it holds, none, need not be kept",
    },
    {
      title: "operational metrics",
      resources: storageClass("Delete", "metrics-operational"),
      expect: ["notApplicable"],
    },
    {
      title: "a class that deletes",
      resources: storageClass("Delete"),
      expect: ["violation deleted-with-claim"],
      message: message("reclaimPolicy", "'Delete'", "its data go with the claim"),
    },
    {
      title: "a class that says nothing",
      resources: storageClass(undefined),
      expect: ["violation deleted-with-claim"],
      message: message("reclaimPolicy", "not set, which means Delete", "its data go with the claim"),
    },
    {
      title: "a class for records that deletes",
      resources: storageClass("Delete", "sec-17a4-b"),
      expect: ["violation deleted-with-claim"],
    },
    {
      title: "a class for records that there are not",
      resources: storageClass("Delete", "secrets"),
      expect: ["violation deleted-with-claim"],
    },
    { title: "a volume that deletes", resources: volume("Delete"), expect: ["violation deleted-with-claim"] },
    {
      title: "a volume that is emptied",
      resources: volume("Recycle"),
      expect: ["violation deleted-with-claim"],
    },
    {
      title: "a set that deletes",
      resources: set({ whenDeleted: "Delete", whenScaled: "Delete" }),
      expect: ["violation deleted-with-claim", "violation deleted-with-claim"],
    },
    {
      title: "a Prometheus that deletes when scaled",
      resources: set({ whenScaled: "Delete" }, "monitoring.coreos.com/v1:Prometheus"),
      expect: ["violation deleted-with-claim"],
    },
    {
      title: "an Elasticsearch that says nothing",
      resources: elasticsearch(undefined),
      expect: ["violation deleted-with-claim"],
      message: message(
        "volumeClaimDeletePolicy",
        "not set, which means DeleteOnScaledownAndClusterDeletion",
        "its data go with the Elasticsearch object, even when that is only replaced",
        "DeleteOnScaledownOnly",
      ),
    },
    { title: "policy not known", resources: storageClass(UNKNOWN), expect: ["undetermined reclaimPolicy"] },
    {
      title: "label not known",
      resources: storageClass("Delete", UNKNOWN),
      expect: [`undetermined metadata.labels["${LABEL}"]`],
    },
  ]);
});
