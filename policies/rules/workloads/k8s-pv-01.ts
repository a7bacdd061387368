import { isAwsManaged } from "../../evaluation/customer-keys";
import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const VOLUME = "kubernetes:core/v1:PersistentVolume";
const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

/** Drivers of EBS volumes: the add-on's, EKS Auto Mode's, and the one that was part of Kubernetes. */
const EBS_DRIVERS: readonly string[] = [
  "ebs.csi.aws.com",
  "ebs.csi.eks.amazonaws.com",
  "kubernetes.io/aws-ebs",
];

/** The class that EKS made in every cluster until 1.30: neither encrypted nor gp3. */
const UNENCRYPTED_CLASS = "gp2";

export const volumesAreEncrypted: ResourceRule = {
  id: "K8S-PV-01",
  slug: "persistent-volumes-are-encrypted",
  title: "Persistent volumes and storage classes are encrypted",
  severity: "high",
  scope: "resource",
  types: formsOf([CLASS, VOLUME, CLAIM]),
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    'Give the storage class the parameters encrypted: "true", kmsKeyId: the ARN of a key of your own, and type: gp3; let claims name that class.',
  url: "https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html",
  check(resource) {
    const outcomes = objectsOf(resource, [CLASS, VOLUME, CLAIM]).flatMap(({ type, body }) =>
      type === CLASS ? judgeClass(body) : type === VOLUME ? [judgeVolume(body)] : [judgeClaim(body)],
    );
    return outcomes.length === 0 ? notApplicable("the list holds no volumes") : allOf(outcomes);
  },
};

function judgeClass(body: Reader): readonly Outcome[] {
  const driver = body.at("provisioner").filledText();
  if (driver.state === "value" && !EBS_DRIVERS.includes(driver.value))
    return [notApplicable(`${driver.value} makes no EBS volumes`)];
  const parameters = body.at("parameters");
  const outcomes = [
    judgeEncryption(parameters.at("encrypted")),
    judgeKey(parameters.at("kmsKeyId")),
    judgeKind(parameters.at("type")),
  ];
  const wrong = outcomes.some(({ kind }) => kind === "violation");
  return driver.state === "unknown" && wrong ? [undetermined(driver)] : outcomes;
}

function judgeEncryption(place: Reader): Outcome {
  const encrypted = place.flag();
  if (encrypted.state === "unknown") return undetermined(encrypted);
  if (encrypted.state === "value" && encrypted.value) return pass;
  return violation("not-encrypted", {
    message: `parameter 'encrypted' of the storage class is ${encrypted.state === "value" ? "false" : "not set"}, so that its volumes are encrypted only where the account happens to do it; "true" is required`,
    fix: 'set parameters.encrypted to "true"',
    property: place.path,
  });
}

function judgeKey(place: Reader): Outcome {
  const key = place.filledText();
  if (key.state === "unknown") return undetermined(key);
  if (key.state === "value" && !isAwsManaged(key.value)) return pass;
  return violation("no-own-key", {
    message: `parameter 'kmsKeyId' of the storage class is ${key.state === "value" ? `'${key.value}'` : "not set"}, so that its volumes have AWS' key, which nobody can revoke; a key of your own is required`,
    fix: "set parameters.kmsKeyId to the ARN of a customer-managed key",
    property: place.path,
  });
}

function judgeKind(place: Reader): Outcome {
  const kind = place.filledText();
  if (kind.state === "unknown") return undetermined(kind);
  // The drivers make gp3 where nothing is said.
  if (kind.state === "absent" || kind.value.toLowerCase() !== UNENCRYPTED_CLASS) return pass;
  return violation("gp2", {
    message:
      "parameter 'type' of the storage class is 'gp2', which is dearer and slower than gp3; gp3, io1, io2, st1 or sc1 is allowed",
    fix: "set parameters.type to gp3",
    property: place.path,
  });
}

function judgeVolume(body: Reader): Outcome {
  const inTree = body.at("spec", "awsElasticBlockStore");
  if (inTree.state === "value") {
    return violation("former-driver", {
      message:
        "the volume names an EBS volume by 'awsElasticBlockStore', of which nobody here sees whether it is encrypted; Kubernetes no longer has that driver since 1.27",
      fix: "make the volume by a claim of an encrypted storage class, or name it by csi with the driver ebs.csi.aws.com",
      property: inTree.path,
    });
  }
  const read = inTree.fields();
  if (read.state === "unknown" && !inTree.isGap) return undetermined(read);
  return notApplicable(
    "it names a volume that was made elsewhere: its encryption is judged where it is made",
  );
}

function judgeClaim(body: Reader): Outcome {
  const place = body.at("spec", "storageClassName");
  const name = place.filledText();
  if (name.state === "unknown") return place.isGap ? pass : undetermined(name);
  if (name.state === "absent")
    return notApplicable("it takes the cluster's default class, which is judged itself");
  if (name.value !== UNENCRYPTED_CLASS) return pass;
  return violation("unencrypted-class", {
    message: `the claim asks for the class '${UNENCRYPTED_CLASS}', which EKS made and which does not encrypt; one with a key of your own is required`,
    fix: "name an encrypted class in spec.storageClassName",
    property: place.path,
  });
}
