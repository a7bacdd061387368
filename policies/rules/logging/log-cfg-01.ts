import { judgeFlag, judgeFlagAt, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";

const RECORDER = "aws:cfg/recorder:Recorder";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";

/** Where an aggregator says which regions it collects from. */
const SOURCES = ["accountAggregationSource", "organizationAggregationSource"];

const everythingDemand: FlagDemand = {
  property: "recordingGroup.allSupported",
  reason: "not-everything",
  otherwise: "changes of other types of resources leave no trace",
};

const globalDemand: FlagDemand = {
  property: "recordingGroup.includeGlobalResourceTypes",
  reason: "no-global-types",
  otherwise: "changes of users, roles and policies leave no trace",
};

export const configurationsAreRecorded: StackRule = {
  id: "LOG-CFG-01",
  slug: "configurations-are-recorded",
  title: "AWS Config records everything in every region",
  severity: "medium",
  types: [
    "aws:cfg/recorder:Recorder",
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:cfg/configurationAggregator:ConfigurationAggregator",
  ],
  controls: {
    soc2: ["CC7.1", "CC8.1"],
    pci: ["11.5.2", "2.2.1", "10.2.1.7"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.9", "A.8.16"],
  },
  url: "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
  remediation:
    "Record all supported and global resource types, start the recorder with a RecorderStatus, and let aggregators collect from all regions.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type === RECORDER) {
      return allOf([...judgeGroup(resource), ...judgeStart(resource, stack)]);
    }
    if (resource.type === STATUS) {
      return judgedAlone(resource, stack, ["name", RECORDER], () => judgeStatus(resource));
    }
    return judgeAggregator(resource.inputs);
  },
};

/** AWS Config records all supported types where nothing is said, but not those of global services. */
function judgeGroup(recorder: Resource): readonly Outcome[] {
  const group = recorder.inputs.at("recordingGroup");
  const strategy = group.at("recordingStrategies", 0, "useOnly").filledText();
  const byDefault =
    strategy.state === "absent" || (strategy.state === "value" && strategy.value.startsWith("ALL_SUPPORTED"));
  return [
    strategy.state === "unknown"
      ? undetermined(strategy)
      : judgeFlagAt(group.at("allSupported"), byDefault, everythingDemand),
    judgeFlag(recorder, globalDemand),
  ];
}

/** A recorder does nothing until it is started. */
function judgeStart(recorder: Resource, stack: Stack): readonly Outcome[] {
  const { found, doubts } = settingsOf(recorder, stack, { sibling: STATUS, property: "name" });
  if (found.length > 0) return found.map(({ holder, related }) => judgeStatus(holder, related));
  if (doubts.length > 0) return doubts;
  return [
    violation("not-started", {
      message:
        "no RecorderStatus starts the recorder, so that it records nothing; one with isEnabled true is required",
      fix: "add a RecorderStatus with the recorder's name and isEnabled true",
    }),
  ];
}

function judgeStatus({ inputs }: Resource, related?: string): Outcome {
  const enabled = orDefault(inputs.at("isEnabled").flag(), false);
  if (enabled.state === "unknown") return undetermined(enabled, related);
  if (enabled.value) return pass;
  return violation("stopped", {
    message: "'isEnabled' is not true, so that the recorder records nothing; true is required",
    fix: "set isEnabled to true",
    property: "isEnabled",
    ...(related !== undefined && { related }),
  });
}

function judgeAggregator(inputs: Reader): Outcome {
  const flags = SOURCES.map((name) => orDefault(inputs.at(name, "allRegions").flag(), false));
  if (flags.some((flag) => flag.state === "value" && flag.value)) return pass;
  const unknown = flags.find((flag) => flag.state === "unknown");
  if (unknown?.state === "unknown") return undetermined(unknown);
  return violation("some-regions", {
    message:
      "'allRegions' of the aggregator's source is not true, so that what changes in other regions is not seen; true is required",
    fix: "set allRegions to true, and take regions out",
    property: `${SOURCES.find((name) => inputs.at(name).state === "value") ?? SOURCES[0]!}.allRegions`,
  });
}
