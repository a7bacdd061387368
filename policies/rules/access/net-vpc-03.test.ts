import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { switchCases } from "../../testing/switch-cases";
import { instancesHaveNoPublicIp } from "./net-vpc-03";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CASES = { wanted: false, byDefault: false, reason: "public-ip" };
const message = (place: string) =>
  `'${place}' is not false: the instance gets a public address; false is required. To mend it: set associatePublicIpAddress to false.`;

describe("NET-VPC-03", () => {
  testRule(instancesHaveNoPublicIp, [
    ...switchCases({
      ...CASES,
      types: ["aws:ec2/instance:Instance", "aws:ec2/launchConfiguration:LaunchConfiguration"],
      path: ["associatePublicIpAddress"],
      message: message("associatePublicIpAddress"),
    }),
    ...switchCases({
      ...CASES,
      types: [TEMPLATE],
      path: ["networkInterfaces", 0, "associatePublicIpAddress"],
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
