import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { telemetryGoesWhereItMay } from "./rsd-04";

const lying = (
  type: string,
  inputs: Record<string, unknown>,
  home: unknown = "eu-west-1",
  rest: Partial<Given> = {},
): Given => ({
  type,
  name: "judged",
  inputs,
  provider: { region: home },
  ...rest,
});
const personal = { tags: { "data-classification": "personal" } };
const internal = { tags: { "data-classification": "internal" } };
const firehose = (inputs: Record<string, unknown>) =>
  lying("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", inputs);
const http = (url: unknown, rest = {}) => firehose({ httpEndpointConfiguration: { url }, ...rest });
const link = (region: string, rest = {}) =>
  lying("aws:oam/link:Link", { sinkIdentifier: `arn:aws:oam:${region}:123456789012:sink/1`, ...rest });
const subscription = (protocol: unknown, endpoint: unknown, rest: Partial<Given> = {}) =>
  lying(
    "aws:sns/topicSubscription:TopicSubscription",
    { topic: "arn:aws:sns:eu-west-1:123456789012:pages", protocol, endpoint },
    "eu-west-1",
    rest,
  );
const byDefault = {
  provider: { region: "eu-west-1", defaultTags: { tags: { "data-classification": "internal" } } },
};
const filter = (region: string): Given =>
  lying("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", {
    logGroup: "app",
    destinationArn: `arn:aws:kinesis:${region}:123456789012:stream/logs`,
  });
const group = (inputs = {}): Given =>
  lying("aws:cloudwatch/logGroup:LogGroup", { name: "app", ...inputs }, "eu-west-1", { name: "group" });
const bucket = (region: string): Given =>
  lying("aws:s3/bucket:Bucket", { bucket: "archive", region }, "eu-west-1", { name: "archive" });
const sink = (policy: unknown): Given =>
  lying("aws:oam/sinkPolicy:SinkPolicy", { policy, sinkIdentifier: "s" });
const accepts = (Principal: unknown, rest = {}) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "oam:CreateLink", Principal, Resource: "*", ...rest }],
  });
const abroad = ["violation other-jurisdiction"];

describe("RSD-04", () => {
  testRule(telemetryGoesWhereItMay, [
    {
      title: "an approved host under the same law",
      resources: [http("https://events.eu.pagerduty.com/v2", personal)],
      expect: ["pass"],
    },
    {
      title: "an approved host abroad, for internal data",
      resources: [http("https://events.pagerduty.com/v2", internal)],
      expect: ["pass"],
    },
    {
      title: "AWS at home",
      resources: [http("https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1", personal)],
      expect: ["pass"],
    },
    {
      title: "a bucket at home",
      resources: [
        firehose({ extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive" } }),
        bucket("eu-central-1"),
      ],
      expect: ["pass"],
    },
    { title: "a sink at home", resources: [link("eu-central-1")], expect: ["pass"] },
    {
      title: "logs into a stream at home",
      resources: [filter("eu-west-1"), group(personal)],
      expect: ["pass"],
    },
    {
      title: "metrics, internal by default, to a queue",
      resources: [subscription("sqs", "arn:aws:sqs:us-east-1:123456789012:work", byDefault)],
      expect: ["pass"],
    },
    {
      title: "pages to an approved host",
      resources: [subscription("https", "https://events.pagerduty.com/x", byDefault)],
      expect: ["pass"],
    },
    {
      title: "a sink for named accounts",
      resources: [sink(accepts({ AWS: ["123456789012"] }))],
      expect: ["pass"],
    },
    {
      title: "a sink for the organisation",
      resources: [sink(accepts("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }))],
      expect: ["pass"],
    },
    {
      title: "a planned stream",
      resources: [
        lying(
          "aws:cloudwatch/metricStream:MetricStream",
          { firehoseArn: UNKNOWN, ...internal },
          "eu-west-1",
          { from: { firehoseArn: ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream stream"] } },
        ),
        { ...firehose({}), name: "stream" },
      ],
      expect: ["pass"],
    },
    {
      title: "a person",
      resources: [subscription("email", "a@example.com")],
      expect: ["notApplicable"],
      message: "it sends nothing to where this rule looks",
    },
    {
      title: "in clear",
      resources: [http("http://events.eu.pagerduty.com/v2")],
      expect: ["violation plain-http"],
      message:
        "'httpEndpointConfiguration.url' is 'http://events.eu.pagerduty.com', which anybody on the way can read. To mend it: take https.",
    },
    {
      title: "pages in clear",
      resources: [subscription("http", "http://example.com")],
      expect: ["violation plain-http"],
    },
    {
      title: "a host that is not approved",
      resources: [firehose({ splunkConfiguration: { hecEndpoint: "https://collector.example.com" } })],
      expect: ["violation unapproved-host"],
      message:
        "'splunkConfiguration.hecEndpoint' sends to 'collector.example.com', which is none of the approved hosts (events.eu.pagerduty.com, events.pagerduty.com). To mend it: take an approved host, or add it to content/export-hosts.ts with its jurisdiction.",
    },
    {
      title: "a host that only looks like AWS",
      resources: [http("https://eu-west-1.amazonaws.com.example.com")],
      expect: ["violation unapproved-host"],
    },
    {
      title: "no address",
      resources: [http("nowhere")],
      expect: ["violation no-url"],
      message:
        "'httpEndpointConfiguration.url' is no address. To mend it: set it to an https address of an approved host.",
    },
    {
      title: "an approved host abroad",
      resources: [http("https://events.pagerduty.com/v2", personal)],
      expect: abroad,
      message:
        "'httpEndpointConfiguration.url' sends to 'events.pagerduty.com' (US), outside of the jurisdiction in which the data arises. To mend it: take the vendor's host in the same jurisdiction.",
    },
    {
      title: "AWS abroad",
      resources: [http("https://logs.us-east-1.amazonaws.com", personal)],
      expect: abroad,
    },
    {
      title: "a bucket abroad",
      resources: [
        firehose({ extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive" } }),
        bucket("us-east-1"),
      ],
      expect: abroad,
    },
    { title: "a sink abroad", resources: [link("us-east-1")], expect: abroad },
    { title: "logs abroad", resources: [filter("us-east-1"), group(personal)], expect: abroad },
    {
      title: "pages abroad, of a topic that says nothing",
      resources: [subscription("sqs", "arn:aws:sqs:us-east-1:123456789012:work")],
      expect: abroad,
    },
    {
      title: "no approved region",
      resources: [link("ap-south-1", internal)],
      expect: ["violation unapproved-region"],
      message:
        "telemetry goes to 'ap-south-1', which is none of the approved regions (us-east-1, us-west-2, eu-west-1, eu-central-1). To mend it: take an approved region of the same jurisdiction.",
    },
    {
      title: "a sink for everybody",
      resources: [sink(accepts("*"))],
      expect: ["violation open-sink"],
      message:
        "'policy' accepts every account without a condition. To mend it: name the accounts, or add a condition on aws:PrincipalOrgID.",
    },
    {
      title: "a sink for everybody, spelt out",
      resources: [sink(accepts({ AWS: "*" }))],
      expect: ["violation open-sink"],
    },
    {
      title: "not known",
      resources: [http(UNKNOWN)],
      expect: ["undetermined httpEndpointConfiguration.url"],
    },
    {
      title: "a bucket that is elsewhere",
      resources: [firehose({ extendedS3Configuration: { bucketArn: "arn:aws:s3:::elsewhere" } })],
      expect: ["undetermined the bucket's ARN"],
    },
    {
      title: "a protocol that is not known",
      resources: [subscription(UNKNOWN, "x")],
      expect: ["undetermined protocol"],
    },
    { title: "a policy that is not known", resources: [sink(UNKNOWN)], expect: ["undetermined policy"] },
  ]);
});
