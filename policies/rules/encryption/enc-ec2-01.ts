import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader, Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Doubt, Stack } from "../../evaluation/siblings";
import { flagOf } from "../../evaluation/stated";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

export const blockDevicesAreEncrypted: StackRule = {
  id: "ENC-EC2-01",
  slug: "ec2-block-devices-are-encrypted",
  title: "Instances, launch templates and configurations only use encrypted block devices",
  severity: "high",
  scope: "stack",
  types: ["aws:ec2/instance:Instance", TEMPLATE, "aws:ec2/launchConfiguration:LaunchConfiguration"],
  siblings: [BY_DEFAULT],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encrypted to true on the root device and on every other EBS device, or give the region an EncryptionByDefault.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  check(resource, stack) {
    const outcomes = allOf(
      resource.type === TEMPLATE ? judgeTemplate(resource.inputs) : judgeMachine(resource.inputs),
    );
    if (!outcomes.some(({ kind }) => kind === "violation")) return outcomes;
    const byRegion = encryptedByRegion(resource, stack);
    if (typeof byRegion !== "boolean") return undetermined(byRegion.unknown, byRegion.urn);
    return byRegion ? pass : outcomes;
  },
};

/** Instances and launch configurations: a root device and a list of others; those of the host itself are encrypted by its hardware. */
function judgeMachine(inputs: Reader): readonly Outcome[] {
  const devices = inputs.at("ebsBlockDevices").list();
  return [
    judgeRoot(inputs),
    ...(devices.state === "unknown" ? [undetermined(devices)] : []),
    ...(devices.state === "value"
      ? devices.value.map((device) => judgeDevice(device, "device-unencrypted"))
      : []),
  ];
}

function judgeRoot(inputs: Reader): Outcome {
  const root = inputs.at("rootBlockDevice");
  if (root.state !== "absent") return judgeDevice(root, "root-unencrypted");
  if (inputs.at("launchTemplate").state !== "absent")
    return notApplicable("its root device is that of its launch template");
  return rootByDefault("rootBlockDevice");
}

function judgeTemplate(inputs: Reader): readonly Outcome[] {
  const mappings = inputs.at("blockDeviceMappings").list();
  if (mappings.state === "unknown") return [undetermined(mappings)];
  if (mappings.state === "absent" || mappings.value.length === 0)
    return [rootByDefault("blockDeviceMappings")];
  return mappings.value.map((mapping) => {
    const device = mapping.at("ebs");
    return device.state === "absent"
      ? notApplicable("it is a device of the host, or none")
      : judgeDevice(device, "device-unencrypted");
  });
}

function judgeDevice(device: Reader, reason: string): Outcome {
  const none = device.at("noDevice").flag();
  if (none.state === "value" && none.value) return notApplicable("it is no device");
  const encrypted = device.at("encrypted").flag();
  if (encrypted.state === "unknown") return undetermined(encrypted);
  if (encrypted.state === "value" && encrypted.value) return pass;
  if (none.state === "unknown") return undetermined(none);
  // Launch templates and configurations must not say it of a device that is made from a snapshot.
  if (encrypted.state === "absent" && device.at("snapshotId").filledText().state !== "absent") {
    const path = `${device.path}.encrypted`;
    return undetermined({
      state: "unknown",
      path,
      why: "is that of the snapshot, which is not in this stack",
    });
  }
  const property = `${device.path}.encrypted`;
  return violation(reason, {
    message: `'${property}' is not true, so that the device lies open on Amazon's disks; true is required`,
    fix: `set ${property} to true`,
    property,
  });
}

/** Nothing is said of the root device: its image decides, and images are seldom encrypted. */
function rootByDefault(property: string): Outcome {
  return violation("root-default", {
    message: `'${property}' is missing, so that the root device is as its image has it, which is seldom encrypted; encryption is required`,
    fix: `state the root device in ${property} and set encrypted to true`,
    property,
  });
}

/** Whether a resource of the stack makes AWS encrypt every new volume of the region, whatever is asked for. */
function encryptedByRegion(resource: Resource, stack: Stack): boolean | Doubt {
  const doubts: Doubt[] = [];
  for (const setting of stack.ofType(BY_DEFAULT)) {
    const enabled = flagOf(setting, "enabled");
    const same = isSame(regionOf(setting), regionOf(resource));
    if (enabled.state === "value" && !enabled.value) continue;
    if (same === false) continue;
    if (enabled.state === "unknown") doubts.push({ urn: setting.urn, unknown: enabled });
    else if (same === true) return true;
    else doubts.push({ urn: setting.urn, unknown: same });
  }
  return doubts[0] ?? false;
}

/** The region of a resource: its own, else its provider's; absent where neither says. */
function regionOf({ inputs, provider }: Resource): Read<string> {
  const own = inputs.at("region").filledText();
  return own.state === "absent" && provider !== undefined ? provider.at("region").filledText() : own;
}

function isSame(one: Read<string>, other: Read<string>): boolean | Unknown {
  if (one.state === "unknown") return one;
  if (other.state === "unknown") return other;
  return (
    one.state === other.state &&
    (one.state === "absent" || (other.state === "value" && one.value === other.value))
  );
}
