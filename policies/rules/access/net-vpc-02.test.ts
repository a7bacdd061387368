import { testRule } from "../../testing/cases";
import { switchCases } from "../../testing/switch-cases";
import { subnetsAssignNoPublicIps } from "./net-vpc-02";

const CASES = {
  path: ["mapPublicIpOnLaunch"],
  wanted: false,
  reason: "public-ips",
  message:
    "'mapPublicIpOnLaunch' is not false: whatever starts in the subnet gets a public address; false is required. To mend it: set mapPublicIpOnLaunch to false.",
};

describe("NET-VPC-02", () => {
  testRule(subnetsAssignNoPublicIps, [
    ...switchCases({ ...CASES, types: ["aws:ec2/subnet:Subnet"], byDefault: false }),
    ...switchCases({ ...CASES, types: ["aws:ec2/defaultSubnet:DefaultSubnet"], byDefault: true }),
  ]);
});
