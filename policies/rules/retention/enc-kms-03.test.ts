import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { keysAreKept } from "./enc-kms-03";

const key = (inputs: Record<string, unknown>, more: Partial<Given> = {}): [Given] => [
  { type: "aws:kms/key:Key", name: "data", protect: true, inputs, ...more },
];
const open = (inputs: Record<string, unknown>) => key(inputs, { protect: false });
const tags = (recordClass: unknown) => ({ tags: { "record-class": recordClass } });
const TRIAL = { tags: { "pharos:assurance": "trial", environment: "sandbox" } };
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const fails = (title: string, reason: string, resources: [Given]): RuleCase => ({
  title,
  resources,
  expect: [`violation ${reason}`],
  ...(reason === "unprotected" && { byHand: true }),
});

describe("ENC-KMS-03", () => {
  testRule(keysAreKept, [
    passes("protected, for as long as KMS takes", key({})),
    passes("protected, 30 days", key({ deletionWindowInDays: 30 })),
    passes("30 days as text", key({ deletionWindowInDays: "30" })),
    passes("null is nothing", key({ deletionWindowInDays: null })),
    passes("protected, of a locked class", key(tags("sec-17a4-b"))),
    passes("no records, not protected", open(tags("none"))),
    passes("a class that needs no lock, not protected", open(tags("metrics-operational"))),
    {
      title: "a trial's",
      resources: open({ deletionWindowInDays: 7, ...TRIAL }),
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    {
      ...fails("10 days", "window", key({ deletionWindowInDays: 10 })),
      message:
        "'deletionWindowInDays' is 10; 30 days are required, the longest that KMS waits. To mend it: set deletionWindowInDays to 30, or leave it out.",
    },
    fails("7 days as text", "window", key({ deletionWindowInDays: "7" })),
    fails("29 days", "window", key({ deletionWindowInDays: 29 })),
    {
      ...fails("31 days", "window-refused", key({ deletionWindowInDays: 31 })),
      message:
        "'deletionWindowInDays' is 31; KMS takes 7 to 30, and 30 are required. To mend it: set deletionWindowInDays to 30, or leave it out.",
    },
    fails("no day", "window-refused", key({ deletionWindowInDays: 0 })),
    {
      ...fails("not protected, of a locked class", "unprotected", open(tags("sec-17a4-a"))),
      message:
        "the key is not protected: a destroyed stack would take the records with it (it encrypts records of class sec-17a4-a). " +
        "To mend it: give the resource the option protect: true, or tag it with the class of what it encrypts.",
    },
    fails("not protected, of no class", "unprotected", open({})),
    fails("not protected, whose provider says for everything that it holds no records", "unprotected", [
      {
        ...open({})[0],
        provider: { defaultTags: { tags: { "record-class": "none" } } },
      },
    ]),
    {
      title: "neither",
      resources: open({ deletionWindowInDays: 7 }),
      expect: ["violation window", "violation unprotected"],
      byHand: true,
    },
    {
      title: "the days not known",
      resources: key({ deletionWindowInDays: UNKNOWN }),
      expect: ["undetermined deletionWindowInDays"],
    },
    {
      title: "the class not known",
      resources: open(tags(UNKNOWN)),
      expect: ['undetermined tags["record-class"]'],
    },
    {
      title: "7 days in what may be a trial",
      resources: key({
        deletionWindowInDays: 7,
        tags: { "pharos:assurance": "trial", environment: UNKNOWN },
      }),
      expect: ["undetermined tags.environment"],
    },
  ]);
});
