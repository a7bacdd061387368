import { StorageClass } from "@pulumi/kubernetes/storage/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { RecordClass } from "../../content/retention";

/** Name of the class of encrypted volumes. */
export const ENCRYPTED_VOLUMES = "encrypted-gp3";

/**
 * What lies on the volumes: metrics, silences and Grafana's preferences, which no law asks to keep. Records that have to be kept lie in
 * buckets; whoever wants them on volumes needs a class of its own that retains them.
 */
const RECORD_CLASS: RecordClass = "metrics-operational";

/**
 * The cluster's default class of volumes: gp3, encrypted with a customer-managed key, made in the zone in which the pod runs. A volume
 * goes with its claim; whoever wants to keep one keeps the claim.
 */
export function createStorageClass(
  name: string,
  keyArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): StorageClass {
  return new StorageClass(
    name,
    {
      metadata: {
        name: ENCRYPTED_VOLUMES,
        labels: { "pharos/record-class": RECORD_CLASS },
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      provisioner: "ebs.csi.eks.amazonaws.com", // Auto Mode's own driver; ebs.csi.aws.com is the add-on's
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
      parameters: { type: "gp3", encrypted: "true", kmsKeyId: keyArn },
    },
    opts,
  );
}
