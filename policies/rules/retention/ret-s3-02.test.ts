import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { lockedRecordsCannotBeShortened } from "./ret-s3-02";

const BUCKET = "aws:s3/bucket:Bucket";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const bucket = (
  recordClass: unknown,
  rest: Partial<Given> & { inputs?: Record<string, unknown> } = {},
): Given => ({
  type: BUCKET,
  name: "records",
  ...rest,
  inputs: {
    bucket: "records",
    ...(recordClass !== undefined && { tags: { owner: "records", "record-class": recordClass } }),
    ...rest.inputs,
  },
});
const lock = (defaultRetention: unknown, name: unknown = "records"): Given => ({
  type: LOCK,
  name: "records-lock",
  inputs: { bucket: name, rule: { defaultRetention } },
});

const SIX_YEARS = "COMPLIANCE for at least 2192 days is required (sec-17a4-a, 17 CFR 240.17a-4(a): 6 years)";
const STRICTEST = "so that the strictest class holds: sec-17a4-a, 17 CFR 240.17a-4(a): 6 years";

describe("RET-S3-02", () => {
  testRule(lockedRecordsCannotBeShortened, [
    {
      title: "exactly the class's minimum",
      resources: [bucket("sec-17a4-a"), lock({ mode: "COMPLIANCE", days: 2192 })],
      expect: ["pass"],
    },
    {
      title: "six calendar years are the same",
      resources: [bucket("finra-4511"), lock({ mode: "COMPLIANCE", years: 6 })],
      expect: ["pass"],
    },
    {
      title: "a trial keeps no records",
      resources: [
        bucket("control-evidence", {
          inputs: {
            tags: { "record-class": "control-evidence", environment: "lab", "pharos:assurance": "trial" },
          },
        }),
      ],
      expect: ["notApplicable"],
    },
    {
      title: "a trial that calls itself production is none",
      resources: [
        bucket("control-evidence", {
          inputs: {
            tags: {
              "record-class": "control-evidence",
              environment: "Production",
              "pharos:assurance": "trial",
            },
          },
        }),
      ],
      expect: ["violation no-lock"],
    },
    {
      title: "a class with a shorter minimum",
      resources: [bucket("sec-17a4-b"), lock({ mode: "COMPLIANCE", days: 1096 })],
      expect: ["pass"],
    },
    {
      title: "a lock inside the bucket",
      resources: [
        bucket("control-evidence", {
          inputs: {
            objectLockConfiguration: {
              objectLockEnabled: "Enabled",
              rule: { defaultRetention: { mode: "COMPLIANCE", years: 7 } },
            },
          },
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "a planned bucket, in the provider's other spelling",
      resources: [
        { ...bucket("sec-17a4-c"), type: "aws:s3/bucketV2:BucketV2" },
        {
          ...lock({ mode: "COMPLIANCE", days: 3000 }, UNKNOWN),
          type: "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
          from: { bucket: ["aws:s3/bucketV2:BucketV2 records"] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "records for the life of the enterprise, kept by legal holds",
      resources: [bucket("sec-17a4-d"), lock(undefined)],
      expect: ["pass"],
    },
    {
      title: "the class is the provider's default for everything",
      resources: [
        bucket(undefined, { provider: { defaultTags: '{"tags":{"record-class":"sec-17a4-b"}}' } }),
        lock({ mode: "COMPLIANCE", years: 3 }),
      ],
      expect: ["pass"],
    },
    {
      title: "a class that needs no lock",
      resources: [bucket("metrics-operational")],
      expect: ["notApplicable"],
      message: "records of class metrics-operational need no lock",
    },
    {
      title: "audit logs, which are protected otherwise",
      resources: [bucket("pci-audit"), lock({ mode: "GOVERNANCE", days: 1 })],
      expect: ["notApplicable"],
    },
    {
      title: "a bucket that holds no records",
      resources: [bucket("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "the lock itself: its bucket is judged",
      resources: [lock({ mode: "GOVERNANCE", days: 1 }), bucket("sec-17a4-a")],
      expect: [],
    },
    {
      title: "no lock",
      resources: [bucket("sec-17a4-a")],
      expect: ["violation no-lock"],
      message: `the bucket has no Object Lock configuration; ${SIX_YEARS}. To mend it: give it a BucketObjectLockConfiguration with a default retention of mode COMPLIANCE and 2192 days or more.`,
    },
    {
      title: "Object Lock switched on, but nothing locked",
      resources: [bucket("sec-17a4-a", { inputs: { objectLockEnabled: true } })],
      expect: ["violation no-lock"],
    },
    {
      title: "a legal-hold class without Object Lock",
      resources: [bucket("sec-17a4-d")],
      expect: ["violation no-lock"],
    },
    {
      title: "the lock of another bucket",
      resources: [bucket("sec-17a4-b"), lock({ mode: "COMPLIANCE", years: 3 }, "others")],
      expect: ["violation no-lock"],
    },
    {
      title: "a mode that can be bypassed",
      resources: [bucket("sec-17a4-a"), lock({ mode: "GOVERNANCE", days: 2192 })],
      expect: ["violation mode"],
      message: `the default retention's 'mode' is 'GOVERNANCE', which whoever has s3:BypassGovernanceRetention can lift; ${SIX_YEARS}. To mend it: set mode to COMPLIANCE.`,
    },
    {
      title: "a hold class with a mode that can be bypassed",
      resources: [bucket("sec-17a4-d"), lock({ mode: "GOVERNANCE", days: 2192 })],
      expect: ["violation mode"],
    },
    {
      title: "no mode",
      resources: [bucket("sec-17a4-a"), lock({ days: 2192 })],
      expect: ["violation mode"],
    },
    {
      title: "a day short of the minimum",
      resources: [bucket("sec-17a4-a"), lock({ mode: "COMPLIANCE", days: 2191 })],
      expect: ["violation period"],
      message: `the default retention is 2191 days; ${SIX_YEARS}. To mend it: set days to 2192 or more.`,
    },
    {
      title: "two years for a class of three",
      resources: [bucket("sec-17a4-b"), lock({ mode: "COMPLIANCE", years: 2 })],
      expect: ["violation period"],
    },
    {
      title: "a lock without an end that is given",
      resources: [bucket("sec-17a4-b"), lock({ mode: "COMPLIANCE" })],
      expect: ["violation period"],
    },
    {
      title: "wrong in both ways",
      resources: [bucket("sec-17a4-a"), lock({ mode: "GOVERNANCE", days: 1 })],
      expect: ["violation mode", "violation period"],
      message: `the default retention's 'mode' is 'GOVERNANCE', which whoever has s3:BypassGovernanceRetention can lift; ${SIX_YEARS}. To mend it: set mode to COMPLIANCE.`,
    },
    {
      title: "a class that there is not",
      resources: [bucket("sec-17a4")],
      expect: ["violation unknown-class"],
      message:
        "tag 'record-class' is 'sec-17a4'; one of sec-17a4-a, sec-17a4-b, sec-17a4-c, sec-17a4-d, finra-4511, pci-audit, pci-account-data, gdpr-security-log, gdpr-app-telemetry, metrics-operational, control-evidence, operational-backup, none is expected. To mend it: tag the bucket with the class of the records that it holds.",
    },
    {
      title: "no class, no lock",
      resources: [bucket(undefined)],
      expect: ["violation no-lock"],
      message: `the bucket has no Object Lock configuration; COMPLIANCE for at least 2192 days is required (the bucket has no tag 'record-class', ${STRICTEST}). To mend it: give it a BucketObjectLockConfiguration with a default retention of mode COMPLIANCE and 2192 days or more.`,
    },
    {
      title: "that everything holds no records does not say that this holds none",
      resources: [bucket(undefined, { provider: { defaultTags: { tags: { "record-class": "none" } } } })],
      expect: ["violation no-lock"],
    },
    {
      title: "a lock of a bucket that is elsewhere",
      resources: [lock({ mode: "GOVERNANCE", days: 2192 }, "elsewhere")],
      expect: ["violation mode"],
      message: `the default retention's 'mode' is 'GOVERNANCE', which whoever has s3:BypassGovernanceRetention can lift; COMPLIANCE for at least 2192 days is required (its bucket is not in this stack, ${STRICTEST}). To mend it: set mode to COMPLIANCE.`,
    },
    {
      title: "class not known",
      resources: [bucket(UNKNOWN)],
      expect: ['undetermined tags["record-class"]'],
      message: 'tags["record-class"] is not known before the update',
    },
    {
      title: "tags not known",
      resources: [bucket(undefined, { inputs: { tags: UNKNOWN } })],
      expect: ["undetermined tags"],
    },
    {
      title: "period not known",
      resources: [bucket("sec-17a4-a"), lock({ mode: "COMPLIANCE", days: UNKNOWN })],
      expect: ["undetermined rule.defaultRetention.days"],
    },
    {
      title: "mode not known, period too short",
      resources: [bucket("sec-17a4-a"), lock({ mode: UNKNOWN, days: 1 })],
      expect: ["undetermined rule.defaultRetention.mode", "violation period"],
    },
    {
      title: "a lock that may be this bucket's",
      resources: [bucket("sec-17a4-a"), lock({ mode: "COMPLIANCE", days: 2192 }, UNKNOWN)],
      expect: ["undetermined bucket"],
    },
  ]);
});
