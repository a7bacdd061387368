import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { recordsLeaveATrace } from "./log-ct-04";

const OBJECTS = "AWS::S3::Object";
const ITEMS = "AWS::DynamoDB::Table";
const selector = (type: string, values: unknown = ["arn:aws:s3"], readWriteType?: unknown) => ({
  readWriteType,
  dataResources: [{ type, values }],
});
const trail = (...eventSelectors: unknown[]): Given => ({
  type: "aws:cloudtrail/trail:Trail",
  name: "trail",
  inputs: { s3BucketName: "trail", eventSelectors },
});
const advanced = (fields: Record<string, Record<string, unknown>>) => ({
  fieldSelectors: Object.entries({ eventCategory: { equals: ["Data"] }, ...fields }).map(([field, test]) => ({
    field,
    ...test,
  })),
});
const store = (...advancedEventSelectors: unknown[]): Given => ({
  type: "aws:cloudtrail/eventDataStore:EventDataStore",
  name: "store",
  inputs: { advancedEventSelectors },
});
const allObjects = advanced({ "resources.type": { equals: [OBJECTS] } });
const bucket = (recordClass: unknown, inputs = {}): Given => ({
  type: "aws:s3/bucket:Bucket",
  name: "records",
  inputs: { bucket: "records", tags: { "record-class": recordClass }, ...inputs },
});
const table: Given = {
  type: "aws:dynamodb/table:Table",
  name: "accounts",
  inputs: { name: "accounts", tags: { "record-class": "sec-17a4-c" } },
};
const none = ["violation no-object-events"];

describe("LOG-CT-04", () => {
  testRule(recordsLeaveATrace, [
    {
      title: "reads and writes of all objects",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3"], "All"))],
      expect: ["pass"],
    },
    { title: "as CloudTrail has it", resources: [trail(selector(OBJECTS))], expect: ["pass"] },
    {
      title: "with three colons",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3:::"])), bucket("sec-17a4-a")],
      expect: ["pass"],
    },
    {
      title: "reads here, writes there",
      resources: [
        trail(selector(OBJECTS, ["arn:aws:s3"], "ReadOnly"), selector(OBJECTS, ["arn:aws:s3"], "WriteOnly")),
      ],
      expect: ["pass"],
    },
    {
      title: "the regulated bucket by name",
      resources: [
        trail(selector(OBJECTS, ["arn:aws:s3:::records/"])),
        bucket("sec-17a4-a"),
        { ...bucket("none", { bucket: "other" }), name: "other" },
      ],
      expect: ["pass"],
    },
    {
      title: "the regulated bucket by what flows",
      resources: [
        {
          ...trail(selector(OBJECTS, [UNKNOWN])),
          from: { eventSelectors: ["aws:s3/bucket:Bucket records"] },
        },
        bucket("sec-17a4-a"),
      ],
      expect: ["pass"],
    },
    { title: "in the new way", resources: [store(allObjects)], expect: ["pass"] },
    {
      title: "in the new way, by place",
      resources: [
        store(
          advanced({
            "resources.type": { equals: [OBJECTS] },
            "resources.ARN": { startsWiths: ["arn:aws:s3:::records/"] },
          }),
        ),
        bucket("sec-17a4-a"),
      ],
      expect: ["pass"],
    },
    {
      title: "regulated tables, too",
      resources: [trail(selector(OBJECTS), selector(ITEMS, ["arn:aws:dynamodb"])), table],
      expect: ["pass"],
    },
    {
      title: "a store beside the trail",
      resources: [trail(), store(allObjects)],
      expect: ["notApplicable"],
      message: "another recorder of the stack records data events",
    },
    {
      title: "nothing said",
      resources: [trail()],
      expect: none,
      message:
        "of data events of type AWS::S3::Object none are recorded, so that nobody can tell which objects were read or written; reads and writes are required. To mend it: add an event selector with readWriteType All and data resources of type AWS::S3::Object.",
    },
    { title: "reads only", resources: [trail(selector(OBJECTS, ["arn:aws:s3"], "ReadOnly"))], expect: none },
    {
      title: "writes only",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3"], "WriteOnly"))],
      expect: none,
    },
    { title: "items only", resources: [trail(selector(ITEMS, ["arn:aws:dynamodb"]))], expect: none },
    { title: "no values", resources: [trail(selector(OBJECTS, []))], expect: none },
    {
      title: "management events only, in the new way",
      resources: [store(advanced({ eventCategory: { equals: ["Management"] } }))],
      expect: none,
    },
    {
      title: "reads only, in the new way",
      resources: [
        store(advanced({ "resources.type": { equals: [OBJECTS] }, readOnly: { equals: ["true"] } })),
      ],
      expect: none,
    },
    {
      title: "another bucket by name",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3:::other/"])), bucket("sec-17a4-a")],
      expect: ["violation bucket-left-out"],
      message:
        "the event selectors name buckets, and records, whose tags say that it is regulated or personal, is not among them. To mend it: record data events of all buckets (arn:aws:s3), or add the bucket's ARN with a slash.",
    },
    {
      title: "a part of the bucket",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3:::records/a/"])), bucket("gdpr-security-log")],
      expect: ["violation bucket-left-out"],
    },
    {
      title: "no items of a regulated table",
      resources: [trail(selector(OBJECTS)), table],
      expect: ["violation no-item-events"],
      message:
        "of data events of type AWS::DynamoDB::Table none are recorded, so that nobody can tell which items of regulated tables were read or written; reads and writes are required. To mend it: add an event selector with readWriteType All and data resources of type AWS::DynamoDB::Table.",
    },
    {
      title: "not known",
      resources: [{ ...trail(), inputs: { eventSelectors: UNKNOWN } }],
      expect: ["undetermined eventSelectors"],
    },
    {
      title: "values not known",
      resources: [trail(selector(OBJECTS, [UNKNOWN])), bucket("sec-17a4-a")],
      expect: ["undetermined eventSelectors[0].dataResources[0].values[0]"],
    },
    {
      title: "a direction that is not known",
      resources: [trail(selector(OBJECTS, ["arn:aws:s3"], UNKNOWN))],
      expect: ["undetermined eventSelectors[0].readWriteType"],
    },
  ]);
});
