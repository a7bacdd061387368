import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { volumesAreEncrypted } from "./k8s-pv-01";

const DRIVER = "ebs.csi.eks.amazonaws.com";
const good = { type: "gp3", encrypted: "true", kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/x" };
const storageClass = (
  parameters: unknown,
  provisioner: unknown = DRIVER,
  type = "storage.k8s.io/v1:StorageClass",
): [Given] => [{ type: `kubernetes:${type}`, name: "class", inputs: { provisioner, parameters } }];
const claim = (storageClassName: unknown): [Given] => [
  { type: "kubernetes:core/v1:PersistentVolumeClaim", name: "claim", inputs: { spec: { storageClassName } } },
];
const volume = (spec: object): [Given] => [
  { type: "kubernetes:core/v1:PersistentVolume", name: "volume", inputs: { spec } },
];
const OPEN = (found: string): string =>
  `parameter 'encrypted' of the storage class is ${found}, so that its volumes are encrypted only where the account happens to do it; "true" is required. To mend it: set parameters.encrypted to "true".`;

describe("K8S-PV-01", () => {
  testRule(volumesAreEncrypted, [
    { title: "encrypted with a key of one's own", resources: storageClass(good), expect: ["pass"] },
    {
      title: "a switch instead of a text",
      resources: storageClass({ ...good, encrypted: true }),
      expect: ["pass"],
    },
    { title: "the driver of the add-on", resources: storageClass(good, "ebs.csi.aws.com"), expect: ["pass"] },
    {
      title: "a key by its alias",
      resources: storageClass({ ...good, kmsKeyId: "alias/volumes" }),
      expect: ["pass"],
    },
    {
      title: "a key that is made with it",
      resources: storageClass({ ...good, kmsKeyId: UNKNOWN }),
      expect: ["undetermined parameters.kmsKeyId"],
    },
    {
      title: "another driver",
      resources: storageClass({}, "efs.csi.aws.com"),
      expect: ["notApplicable"],
      message: "efs.csi.aws.com makes no EBS volumes",
    },
    { title: "a claim", resources: claim("encrypted-gp3"), expect: ["pass"] },
    { title: "a claim of the default class", resources: claim(undefined), expect: ["notApplicable"] },
    {
      title: "a volume made elsewhere",
      resources: volume({ csi: { driver: DRIVER, volumeHandle: "vol-1" } }),
      expect: ["notApplicable"],
    },
    {
      title: "not said",
      resources: storageClass({ ...good, encrypted: undefined }),
      expect: ["violation not-encrypted"],
      message: OPEN("not set"),
    },
    {
      title: "not encrypted",
      resources: storageClass({ ...good, encrypted: "false" }),
      expect: ["violation not-encrypted"],
      message: OPEN("false"),
    },
    {
      title: "nothing said at all",
      resources: storageClass(undefined),
      expect: ["violation not-encrypted", "violation no-own-key"],
    },
    {
      title: "in an API version of before",
      resources: storageClass({}, "kubernetes.io/aws-ebs", "storage.k8s.io/v1beta1:StorageClass"),
      expect: ["violation not-encrypted", "violation no-own-key"],
    },
    {
      title: "AWS' key",
      resources: storageClass({ ...good, kmsKeyId: undefined }),
      expect: ["violation no-own-key"],
      message:
        "parameter 'kmsKeyId' of the storage class is not set, so that its volumes have AWS' key, which nobody can revoke; a key of your own is required. To mend it: set parameters.kmsKeyId to the ARN of a customer-managed key.",
    },
    {
      title: "AWS' key by its alias",
      resources: storageClass({ ...good, kmsKeyId: "alias/aws/ebs" }),
      expect: ["violation no-own-key"],
    },
    {
      title: "gp2",
      resources: storageClass({ ...good, type: "gp2" }),
      expect: ["violation gp2"],
      message:
        "parameter 'type' of the storage class is 'gp2', which is dearer and slower than gp3; gp3, io1, io2, st1 or sc1 is allowed. To mend it: set parameters.type to gp3.",
    },
    {
      title: "a claim of EKS' own class",
      resources: claim("gp2"),
      expect: ["violation unencrypted-class"],
      message:
        "the claim asks for the class 'gp2', which EKS made and which does not encrypt; one with a key of your own is required. To mend it: name an encrypted class in spec.storageClassName.",
    },
    {
      title: "a volume of the former driver",
      resources: volume({ awsElasticBlockStore: { volumeID: "vol-1" } }),
      expect: ["violation former-driver"],
      message:
        "the volume names an EBS volume by 'awsElasticBlockStore', of which nobody here sees whether it is encrypted; Kubernetes no longer has that driver since 1.27. " +
        "To mend it: make the volume by a claim of an encrypted storage class, or name it by csi with the driver ebs.csi.aws.com.",
    },
    { title: "driver not known", resources: storageClass({}, UNKNOWN), expect: ["undetermined provisioner"] },
    {
      title: "encryption not known",
      resources: storageClass({ ...good, encrypted: UNKNOWN }),
      expect: ["undetermined parameters.encrypted"],
    },
  ]);
});
