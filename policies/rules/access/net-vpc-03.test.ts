import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { flagCases } from "../../testing/flag-cases";
import { instancesHaveNoPublicIp } from "./net-vpc-03";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CASES = { wanted: false, silence: "right", reason: "public-ip" } as const;
const message = (place: string) =>
  `'${place}' is true, so that the instance gets a public address; false is required. To mend it: set ${place} to false.`;

describe("NET-VPC-03", () => {
  testRule(instancesHaveNoPublicIp, [
    ...flagCases({
      ...CASES,
      types: ["aws:ec2/instance:Instance", "aws:ec2/launchConfiguration:LaunchConfiguration"],
      property: "associatePublicIpAddress",
      message: message("associatePublicIpAddress"),
    }),
    ...flagCases({
      ...CASES,
      types: [TEMPLATE],
      mends: true,
      property: "networkInterfaces[0].associatePublicIpAddress",
      message: message("networkInterfaces[0].associatePublicIpAddress"),
    }),
    { title: "a template without interfaces", resources: [{ type: TEMPLATE, name: "it" }], expect: ["pass"] },
    {
      title: "a template whose interfaces are not known",
      resources: [{ type: TEMPLATE, name: "it", inputs: { networkInterfaces: UNKNOWN } }],
      expect: ["undetermined networkInterfaces"],
    },
  ]);
});
