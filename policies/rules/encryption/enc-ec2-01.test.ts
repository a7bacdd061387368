import { testRule } from "../../testing/cases";
import { fails, passes } from "../../testing/expectations";
import { UNKNOWN, type Given } from "../../testing/resources";
import { blockDevicesAreEncrypted } from "./enc-ec2-01";

const INSTANCE = "aws:ec2/instance:Instance";
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const machine = (inputs: Record<string, unknown>, type = INSTANCE): Given => ({
  type,
  name: "worker",
  inputs: { instanceType: "m7g.large", ...inputs },
});
const template = (blockDeviceMappings: unknown): Given => ({
  type: TEMPLATE,
  name: "worker",
  inputs: { blockDeviceMappings },
});
const byDefault = (inputs: Record<string, unknown>, provider?: Record<string, unknown>): Given => ({
  type: BY_DEFAULT,
  name: "region",
  inputs,
  ...(provider !== undefined && { provider }),
});
const ENCRYPTED = { encrypted: true };
const OPEN = { encrypted: false };

describe("ENC-EC2-01", () => {
  testRule(blockDevicesAreEncrypted, [
    passes(
      "root and others",
      machine({ rootBlockDevice: ENCRYPTED, ebsBlockDevices: [ENCRYPTED, ENCRYPTED] }),
    ),
    passes("root alone, as text in a list", machine({ rootBlockDevice: [{ encrypted: "true" }] })),
    passes("a launch configuration", machine({ rootBlockDevice: ENCRYPTED }, CONFIGURATION)),
    passes(
      "devices of the host",
      machine({ rootBlockDevice: ENCRYPTED, ephemeralBlockDevices: [{ virtualName: "ephemeral0" }] }),
    ),
    passes(
      "a device that is none",
      machine({ rootBlockDevice: ENCRYPTED, ebsBlockDevices: [{ noDevice: true }] }),
    ),
    passes("a launch template", template([{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }])),
    passes(
      "a launch template with a device of the host",
      template([{ ebs: [ENCRYPTED] }, { virtualName: "ephemeral0" }]),
    ),
    passes("the region encrypts", machine({}), byDefault({})),
    passes(
      "the region encrypts, whatever is asked for",
      machine({ rootBlockDevice: OPEN, region: "us-east-1" }),
      byDefault({ enabled: true, region: "us-east-1" }),
    ),
    passes(
      "the region of the provider encrypts",
      { ...template([]), provider: { region: "eu-west-1" } },
      byDefault({}, { region: "eu-west-1" }),
    ),
    {
      title: "all is in the launch template",
      resources: [machine({ launchTemplate: { id: "lt-0123456789abcdef0" } })],
      expect: ["notApplicable"],
      message: "its root device is that of its launch template",
    },
    {
      ...fails("nothing said", ["root-default"], machine({})),
      message:
        "'rootBlockDevice' is missing, so that the root device is as its image has it, which is seldom encrypted; encryption is required. " +
        "To mend it: state the root device in rootBlockDevice and set encrypted to true.",
    },
    fails("a launch template that says nothing", ["root-default"], template(undefined)),
    {
      ...fails("an open root", ["root-unencrypted"], machine({ rootBlockDevice: OPEN })),
      message:
        "'rootBlockDevice.encrypted' is not true, so that the device lies open on Amazon's disks; true is required. " +
        "To mend it: set rootBlockDevice.encrypted to true.",
    },
    fails(
      "a root of which nothing is said",
      ["root-unencrypted"],
      machine({ rootBlockDevice: { volumeSize: 20 } }, CONFIGURATION),
    ),
    {
      ...fails(
        "one open device",
        ["device-unencrypted"],
        machine({ rootBlockDevice: ENCRYPTED, ebsBlockDevices: [ENCRYPTED, OPEN] }),
      ),
      message:
        "'ebsBlockDevices[1].encrypted' is not true, so that the device lies open on Amazon's disks; true is required. " +
        "To mend it: set ebsBlockDevices[1].encrypted to true.",
    },
    fails(
      "an open device beside a template",
      ["device-unencrypted"],
      machine({ launchTemplate: { id: "lt-0" }, ebsBlockDevices: OPEN }),
    ),
    fails(
      "an open root and device",
      ["root-unencrypted", "device-unencrypted"],
      machine({ rootBlockDevice: {}, ebsBlockDevices: [{}] }),
    ),
    fails("an open mapping", ["device-unencrypted"], template([{ ebs: { encrypted: "false" } }])),
    fails(
      "a mapping of which nothing is said",
      ["device-unencrypted"],
      template([{ ebs: { volumeSize: 20 } }]),
    ),
    fails(
      "another region encrypts",
      ["root-default"],
      machine({ region: "us-east-1" }),
      byDefault({ region: "us-west-2" }),
    ),
    fails("the region does not", ["root-default"], machine({}), byDefault({ enabled: false })),
    fails(
      "another region of the provider",
      ["root-default"],
      { ...machine({}), provider: { region: "eu-west-1" } },
      byDefault({}, { region: "us-east-1" }),
    ),
    {
      title: "a device from a snapshot",
      resources: [template([{ ebs: { snapshotId: "snap-0123456789abcdef0" } }])],
      expect: ["undetermined blockDeviceMappings[0].ebs.encrypted"],
      message: "blockDeviceMappings[0].ebs.encrypted is that of the snapshot, which is not in this stack",
    },
    fails(
      "an open device from a snapshot",
      ["device-unencrypted"],
      machine({ rootBlockDevice: ENCRYPTED, ebsBlockDevices: [{ snapshotId: "snap-0", encrypted: false }] }),
    ),
    {
      title: "root not known",
      resources: [machine({ rootBlockDevice: UNKNOWN })],
      expect: ["undetermined rootBlockDevice"],
    },
    {
      title: "devices not known",
      resources: [machine({ rootBlockDevice: ENCRYPTED, ebsBlockDevices: UNKNOWN })],
      expect: ["undetermined ebsBlockDevices"],
    },
    {
      title: "a mapping not known",
      resources: [template([{ ebs: UNKNOWN }])],
      expect: ["undetermined blockDeviceMappings[0].ebs"],
    },
    {
      title: "whether the region encrypts not known",
      resources: [machine({}), byDefault({ enabled: UNKNOWN })],
      expect: ["undetermined enabled"],
    },
    {
      title: "the region not known",
      resources: [machine({ region: UNKNOWN }), byDefault({ region: "us-east-1" })],
      expect: ["undetermined region"],
    },
  ]);
});
