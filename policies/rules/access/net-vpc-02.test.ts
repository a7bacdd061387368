import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { subnetsAssignNoPublicIps } from "./net-vpc-02";

const CASES = {
  property: "mapPublicIpOnLaunch",
  wanted: false,
  mends: true,
  reason: "public-ips",
  message:
    "'mapPublicIpOnLaunch' is true, so that whatever starts in the subnet gets a public address; false is required. To mend it: set mapPublicIpOnLaunch to false.",
};

describe("NET-VPC-02", () => {
  testRule(subnetsAssignNoPublicIps, [
    ...flagCases({ ...CASES, types: ["aws:ec2/subnet:Subnet"], silence: "right" }),
    ...flagCases({ ...CASES, types: ["aws:ec2/defaultSubnet:DefaultSubnet"], silence: "wrong" }),
  ]);
});
