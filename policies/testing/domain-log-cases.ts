import type { RuleCase } from "./cases";
import { UNKNOWN } from "./resources";
import { single } from "./single";

const GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:search";

export const domain = single("aws:opensearch/domain:Domain");
const old = single("aws:elasticsearch/domain:Domain");

/** An entry of a domain that publishes one kind of log. */
export const entry = (logType: string, change: Readonly<Record<string, unknown>> = {}) => ({
  logType,
  cloudwatchLogGroupArn: GROUP,
  enabled: true,
  ...change,
});

/**
 * What every rule has to say of a search domain that has to publish some kinds of logs.
 * @param none what it says where no log is published at all
 */
export function domainLogCases(types: readonly string[], none: readonly string[]): readonly RuleCase[] {
  /** An entry for every log that is asked for, each changed alike. */
  const options = (change: Readonly<Record<string, unknown>> = {}) => ({
    logPublishingOptions: types.map((type) => entry(type, change)),
  });
  return [
    domain("published", options(), "pass"),
    old("published, in the old service", options(), "pass"),
    domain("published, as text", options({ enabled: "true" }), "pass"),
    domain("published, as the provider has it", options({ enabled: undefined }), "pass"),
    domain(
      "others, too",
      { logPublishingOptions: [entry("OTHER"), ...options().logPublishingOptions] },
      "pass",
    ),
    domain("in another order", { logPublishingOptions: options().logPublishingOptions.reverse() }, "pass"),
    domain(
      "off once, on once",
      {
        logPublishingOptions: [
          ...options({ enabled: false }).logPublishingOptions,
          ...options().logPublishingOptions,
        ],
      },
      "pass",
    ),
    old("with tags", { ...options(), tags: { owner: "search" } }, "pass"),
    old("nothing said, in the old service", {}, none),
    domain("an empty list", { logPublishingOptions: [] }, none),
    domain("off", options({ enabled: false }), none),
    domain("off, as text", options({ enabled: "false" }), none),
    domain("no log group", options({ cloudwatchLogGroupArn: undefined }), none),
    domain("an empty log group", options({ cloudwatchLogGroupArn: "" }), none),
    domain("an empty list of log groups", options({ cloudwatchLogGroupArn: [] }), none),
    domain("a number for a log group", options({ cloudwatchLogGroupArn: 123 }), none),
    domain(
      "not known",
      { logPublishingOptions: UNKNOWN },
      types.map(() => "undetermined logPublishingOptions"),
    ),
    domain(
      "log groups not known",
      options({ cloudwatchLogGroupArn: UNKNOWN }),
      types.map((_, index) => `undetermined logPublishingOptions[${index}].cloudwatchLogGroupArn`),
    ),
  ];
}
