import { exportHosts } from "../../../content/export-hosts";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read } from "../../evaluation/reader";
import {
  isBound,
  isBoundByDefault,
  judgeDestination,
  jurisdictionOf,
  regionInArn,
  regionOf,
} from "../../evaluation/residency";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { bucketRegion } from "./destinations";

const SINK_POLICY = "aws:oam/sinkPolicy:SinkPolicy";
const BUCKET = "aws:s3/bucket:Bucket";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const TOPIC = "aws:sns/topic:Topic";

/** What may stand at the other end, where it is made by the same stack. */
const RECEIVERS = [
  "aws:amp/workspace:Workspace",
  "aws:kinesis/stream:Stream",
  "aws:lambda/function:Function",
  "aws:oam/sink:Sink",
  "aws:opensearch/domain:Domain",
  "aws:sqs/queue:Queue",
];

/** Where each kind of exporter names its destination: a property of the resource, and the way down from it. */
interface Exit {
  readonly path: readonly [property: string, ...fields: string[]];
  readonly kind: "arn" | "bucket" | "url";
}

const EXITS: Readonly<Record<string, readonly Exit[]>> = {
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    { path: ["httpEndpointConfiguration", "url"], kind: "url" },
    { path: ["splunkConfiguration", "hecEndpoint"], kind: "url" },
    { path: ["snowflakeConfiguration", "accountUrl"], kind: "url" },
    { path: ["opensearchConfiguration", "domainArn"], kind: "arn" },
    { path: ["elasticsearchConfiguration", "domainArn"], kind: "arn" },
    { path: ["extendedS3Configuration", "bucketArn"], kind: "bucket" },
  ],
  "aws:amp/scraper:Scraper": [{ path: ["destination", "amp", "workspaceArn"], kind: "arn" }],
  "aws:oam/link:Link": [{ path: ["sinkIdentifier"], kind: "arn" }],
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": [{ path: ["destinationArn"], kind: "arn" }],
  "aws:cloudwatch/metricStream:MetricStream": [{ path: ["firehoseArn"], kind: "arn" }],
};

/** Protocols of topics whose endpoint is an ARN. */
const ARN_PROTOCOLS = ["sqs", "lambda", "firehose"];
const URL_PROTOCOLS = ["http", "https"];

export const telemetryGoesWhereItMay: StackRule = {
  id: "RSD-04",
  slug: "telemetry-goes-where-it-may",
  title: "Telemetry export destinations are approved",
  severity: "high",
  types: [
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:amp/scraper:Scraper",
    "aws:oam/link:Link",
    "aws:oam/sinkPolicy:SinkPolicy",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    "aws:cloudwatch/metricStream:MetricStream",
    "aws:sns/topicSubscription:TopicSubscription",
  ],
  controls: {
    soc2: ["CC6.7", "C1.1"],
    pci: ["1.3.2", "4.2.1", "12.8.2"],
    gdpr: ["28", "44", "46"],
    iso27001: ["A.5.14", "A.8.12"],
  },
  url: "https://gdpr-info.eu/art-28-gdpr/",
  remediation:
    "Send telemetry over HTTPS to hosts of content/export-hosts.ts, or to AWS in a region of the same jurisdiction; name the accounts that a sink accepts.",
  scope: "stack",
  siblings: [BUCKET, LOG_GROUP, TOPIC, ...RECEIVERS],
  check(resource, stack) {
    if (resource.type === SINK_POLICY) return judgeSink(resource);
    const exits = exitsOf(resource);
    if ("kind" in exits) return exits;
    const outcomes = exits.flatMap((exit) => judgeExit(resource, exit, stack));
    return outcomes.length === 0
      ? notApplicable("it sends nothing to where this rule looks")
      : allOf(outcomes);
  },
};

function exitsOf({ type, inputs }: Resource): readonly Exit[] | Outcome {
  const exits = EXITS[type];
  if (exits !== undefined) return exits;
  const protocol = inputs.at("protocol").filledText();
  if (protocol.state === "unknown") return undetermined(protocol);
  if (protocol.state === "absent") return [];
  if (ARN_PROTOCOLS.includes(protocol.value)) return [{ path: ["endpoint"], kind: "arn" }];
  return URL_PROTOCOLS.includes(protocol.value) ? [{ path: ["endpoint"], kind: "url" }] : [];
}

function judgeExit(resource: Resource, { path, kind }: Exit, stack: Stack): readonly Outcome[] {
  const place = resource.inputs.at(...path);
  const read = place.filledText();
  if (read.state === "absent") return [];
  const { from, bound } = sourceOf(resource, stack);
  if (kind === "url") return [judgeUrl(read, path.join("."), from, bound)];
  const [property] = path;
  const planned = (resource.propertyDependencies.get(property) ?? []).flatMap((urn) => stack.find(urn) ?? []);
  const receiver = planned.find(({ type }) => type === BUCKET || RECEIVERS.includes(type) || type in EXITS);
  const region =
    read.state === "unknown" && receiver !== undefined
      ? regionOf(receiver)
      : kind === "bucket"
        ? bucketRegion(read, [], stack)
        : regionInArn(read);
  return [judgeDestination({ region, what: "telemetry", property: path.join(".") }, from, bound)];
}

/** Where telemetry comes from, and whether it may leave: what a filter or subscription reads says so. */
function sourceOf(
  resource: Resource,
  stack: Stack,
): { readonly from: Read<string>; readonly bound: Read<boolean> } {
  const readers: Readonly<Record<string, readonly [property: string, type: string]>> = {
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": ["logGroup", LOG_GROUP],
    "aws:sns/topicSubscription:TopicSubscription": ["topic", TOPIC],
  };
  const reader = readers[resource.type];
  if (reader === undefined) return { from: regionOf(resource), bound: isBound(resource) };
  const { certain, doubts } = stack.parents(resource, ...reader);
  const source = certain[0];
  const named = regionInArn(resource.inputs.at(reader[0]).filledText());
  return {
    from: source !== undefined ? regionOf(source) : named.state === "value" ? named : regionOf(resource),
    bound: source !== undefined ? isBound(source) : (doubts[0]?.unknown ?? isBoundByDefault(resource)),
  };
}

function judgeUrl(read: Read<string>, property: string, from: Read<string>, bound: Read<boolean>): Outcome {
  if (read.state === "unknown") return undetermined(read);
  const url = read.state === "value" && URL.canParse(read.value) ? new URL(read.value) : undefined;
  if (url === undefined) {
    return fault("no-url", property, "is no address", "set it to an https address of an approved host");
  }
  if (url.protocol === "http:") {
    return fault(
      "plain-http",
      property,
      `is '${url.origin}', which anybody on the way can read`,
      "take https",
    );
  }
  const region = /(?:^|\.)([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/.exec(url.hostname)?.[1];
  if (region !== undefined) {
    return judgeDestination(
      { region: { state: "value", value: region }, what: "telemetry", property },
      from,
      bound,
    );
  }
  const jurisdiction = Object.hasOwn(exportHosts, url.hostname) ? exportHosts[url.hostname] : undefined;
  if (jurisdiction === undefined) {
    return fault(
      "unapproved-host",
      property,
      `sends to '${url.hostname}', which is none of the approved hosts (${Object.keys(exportHosts).join(", ")})`,
      "take an approved host, or add it to content/export-hosts.ts with its jurisdiction",
    );
  }
  if (bound.state === "value" && !bound.value) return pass;
  for (const open of [from, bound]) if (open.state === "unknown") return undetermined(open);
  if (from.state === "value" && jurisdictionOf(from.value) === jurisdiction) return pass;
  return fault(
    "other-jurisdiction",
    property,
    `sends to '${url.hostname}' (${jurisdiction}), outside of the jurisdiction in which the data arises`,
    "take the vendor's host in the same jurisdiction",
  );
}

function fault(reason: string, property: string, what: string, fix: string): Outcome {
  return violation(reason, { message: `'${property}' ${what}`, fix, property });
}

/** A sink that accepts everybody lets any account read along. */
function judgeSink({ inputs }: Resource): readonly Outcome[] {
  const list = orDefault(inputs.at("policy").json().at("Statement").list(), []);
  if (list.state === "unknown") return [undetermined(list)];
  return allOf(
    list.value.map((statement): Outcome => {
      const effect = statement.at("Effect").filledText();
      if (effect.state === "value" && effect.value === "Deny") return pass;
      const principals = [statement.at("Principal"), statement.at("Principal", "AWS")].map((place) =>
        place.state === "value" && place.fields().state !== "value" ? orDefault(place.list(), []) : undefined,
      );
      const names = principals.flatMap((read) =>
        read?.state === "value" ? read.value.map((name) => name.filledText()) : [],
      );
      const everybody = names.some((name) => name.state === "value" && name.value === "*");
      const conditions = statement.at("Condition").text();
      const open = names.find((name) => name.state === "unknown");
      if (!everybody) return open?.state === "unknown" ? undetermined(open) : pass;
      if (statement.at("Condition").state === "value") return pass;
      if (statement.at("Condition").state === "unknown" && conditions.state === "unknown")
        return undetermined(conditions);
      return fault(
        "open-sink",
        "policy",
        "accepts every account without a condition",
        "name the accounts, or add a condition on aws:PrincipalOrgID",
      );
    }),
  );
}
