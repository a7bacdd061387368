import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { publicZonesLogQueries } from "./log-r53-01";

const pair = {
  type: "aws:route53/zone:Zone",
  identity: "Z1",
  output: "id",
  inputs: { comment: "public" },
  sibling: "aws:route53/queryLog:QueryLog",
  property: "zoneId",
  sound: { cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/public" },
  missing: ["violation no-query-log"],
  message:
    "no QueryLog with a log group names the public zone, so that nobody sees who looks for what; one is required. To mend it: add a QueryLog with this zoneId and cloudwatchLogGroupArn of a log group in us-east-1.",
};
const { first, second } = pairOf(pair);

describe("LOG-R53-01", () => {
  testRule(publicZonesLogQueries, [
    ...pairCases(pair),
    {
      title: "a private zone",
      resources: [first({ vpcs: [{ vpcId: "vpc-1" }] })],
      expect: ["notApplicable"],
      message: "it is a private zone: the resolver of its networks logs queries",
    },
    { title: "no networks", resources: [first({ vpcs: [] })], expect: ["violation no-query-log"] },
    {
      title: "no log group",
      resources: [first(), second({ cloudwatchLogGroupArn: "" })],
      expect: ["violation no-query-log"],
    },
    {
      title: "a query log of no zone",
      resources: [second({ zoneId: undefined })],
      expect: ["violation no-zone"],
      message:
        "'zoneId' is missing, so that the query log watches nothing; a public zone is required. To mend it: set zoneId to the zone.",
    },
    { title: "networks not known", resources: [first({ vpcs: UNKNOWN })], expect: ["undetermined vpcs"] },
    {
      title: "a log group that is not known",
      resources: [first(), second({ cloudwatchLogGroupArn: UNKNOWN })],
      expect: ["undetermined cloudwatchLogGroupArn"],
    },
  ]);
});
