import { judgeNumber, numberChange, type NumberDemand } from "../../evaluation/number";
import type { ResourceRule } from "../../evaluation/rule";

/** A week: an outage over a long weekend is found, mended and replayed within it. */
export const streamDemand: NumberDemand = {
  property: "retentionPeriod",
  atLeast: 168,
  unit: "hours",
  reason: "too-short",
  because: "an outage of a consumer over a long weekend has to be replayed",
};

export const streamsOutliveOutages: ResourceRule = {
  id: "RET-KIN-01",
  slug: "streams-outlive-outages",
  title: "Kinesis streams keep enough hours to replay an outage",
  severity: "low",
  types: ["aws:kinesis/stream:Stream"],
  controls: {
    soc2: ["A1.1", "A1.2"],
    pci: ["10.7.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
  },
  url: "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html",
  remediation: "Set retentionPeriod to 168 hours or more.",
  scope: "resource",
  check: (stream) => judgeNumber(stream, streamDemand),
  remediate: () => [numberChange(streamDemand)],
};
