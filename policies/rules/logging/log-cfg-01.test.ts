import { testRule } from "../../testing/cases";
import { pairCases, pairOf } from "../../testing/pairs";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { configurationsAreRecorded } from "./log-cfg-01";

const everything = { allSupported: true, includeGlobalResourceTypes: true };
const pair = {
  type: "aws:cfg/recorder:Recorder",
  identity: "main",
  output: "id",
  inputs: { recordingGroup: everything },
  sibling: "aws:cfg/recorderStatus:RecorderStatus",
  property: "name",
  sound: { isEnabled: true },
  missing: ["violation not-started"],
  message:
    "no RecorderStatus starts the recorder, so that it records nothing; one with isEnabled true is required. To mend it: add a RecorderStatus with the recorder's name and isEnabled true.",
};
const { first, second } = pairOf(pair);
const aggregator = single("aws:cfg/configurationAggregator:ConfigurationAggregator");
const group = (change: Record<string, unknown>) => first({ recordingGroup: { ...everything, ...change } });

describe("LOG-CFG-01", () => {
  testRule(configurationsAreRecorded, [
    ...pairCases(pair),
    {
      title: "all types by strategy",
      resources: [
        group({
          allSupported: undefined,
          recordingStrategies: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
        }),
        second(),
      ],
      expect: ["pass"],
    },
    {
      title: "some types",
      resources: [group({ allSupported: false, resourceTypes: ["AWS::EC2::Instance"] }), second()],
      expect: ["violation not-everything"],
      message:
        "'recordingGroup.allSupported' is false, so that changes of other types of resources leave no trace; true is required. To mend it: set recordingGroup.allSupported to true.",
    },
    {
      title: "all but some, by strategy",
      resources: [
        group({ allSupported: undefined, recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }] }),
        second(),
      ],
      expect: ["violation not-everything"],
    },
    {
      title: "no global types",
      resources: [group({ includeGlobalResourceTypes: false }), second()],
      expect: ["violation no-global-types"],
      message:
        "'recordingGroup.includeGlobalResourceTypes' is false, so that changes of users, roles and policies leave no trace; true is required. To mend it: set recordingGroup.includeGlobalResourceTypes to true.",
    },
    {
      title: "as AWS Config has it",
      resources: [first({ recordingGroup: undefined }), second()],
      expect: ["violation no-global-types"],
    },
    {
      title: "stopped",
      resources: [first(), second({ isEnabled: false })],
      expect: ["violation stopped"],
      message:
        "'isEnabled' is not true, so that the recorder records nothing; true is required. To mend it: set isEnabled to true.",
    },
    {
      title: "stopped, of a recorder that is elsewhere",
      resources: [second({ name: "elsewhere", isEnabled: "false" })],
      expect: ["violation stopped"],
    },
    aggregator(
      "all regions of accounts",
      { accountAggregationSource: { accountIds: ["1"], allRegions: true } },
      "pass",
    ),
    aggregator(
      "all regions of an organisation",
      { organizationAggregationSource: { allRegions: "true" } },
      "pass",
    ),
    aggregator(
      "some regions",
      { accountAggregationSource: { regions: ["us-east-1"] } },
      "violation some-regions",
      "'allRegions' of the aggregator's source is not true, so that what changes in other regions is not seen; true is required. To mend it: set allRegions to true, and take regions out.",
    ),
    aggregator(
      "some regions of an organisation",
      { organizationAggregationSource: { allRegions: false } },
      "violation some-regions",
    ),
    aggregator("no source", {}, "violation some-regions"),
    aggregator(
      "not known",
      { organizationAggregationSource: UNKNOWN },
      "undetermined organizationAggregationSource",
    ),
    {
      title: "a group that is not known",
      resources: [first({ recordingGroup: UNKNOWN }), second()],
      expect: ["undetermined recordingGroup", "undetermined recordingGroup"],
    },
  ]);
});
