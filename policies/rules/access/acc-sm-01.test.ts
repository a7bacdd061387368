import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { secretsRotate } from "./acc-sm-01";

const SECRET = "aws:secretsmanager/secret:Secret";
const secret = (inputs: object = {}): Given => ({
  type: SECRET,
  name: "db",
  inputs: { name: "db", ...inputs },
});
const rotation = (rotationRules: unknown, inputs: object = {}): Given => ({
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  name: "db",
  inputs: { secretId: "db", rotationRules, ...inputs },
});
const days = (automaticallyAfterDays: unknown) => rotation({ automaticallyAfterDays });
const schedule = (scheduleExpression: unknown) => rotation({ scheduleExpression });
const planned: Given = {
  ...rotation({ automaticallyAfterDays: 30 }, { secretId: UNKNOWN }),
  from: { secretId: [`${SECRET} db`] },
};
const REST = "every 90 days or more often is required";
const SLOW = (found: string) =>
  `${found}; a rotation ${REST}. To mend it: set rotationRules.automaticallyAfterDays to 90 or less.`;

describe("ACC-SM-01", () => {
  testRule(secretsRotate, [
    { title: "every month", resources: [secret(), days(30)], expect: ["pass"] },
    { title: "every quarter, to the day", resources: [secret(), days("90")], expect: ["pass"] },
    { title: "before they exist", resources: [secret({ name: UNKNOWN }), planned], expect: ["pass"] },
    { title: "a rate of hours", resources: [secret(), schedule("rate(4 hours)")], expect: ["pass"] },
    { title: "a rate of days", resources: [secret(), schedule("rate(60 days)")], expect: ["pass"] },
    {
      title: "the first of every month",
      resources: [secret(), schedule("cron(0 4 1 * ? *)")],
      expect: ["pass"],
    },
    { title: "every second month", resources: [secret(), schedule("cron(0 4 1 1/2 ? *)")], expect: ["pass"] },
    {
      title: "rules in the secret, as old providers had them",
      resources: [secret({ rotationRules: { automaticallyAfterDays: 30 } })],
      expect: ["pass"],
    },
    { title: "a rotation of a secret from elsewhere", resources: [days(30)], expect: ["pass"] },
    {
      title: "a rotation of a secret of the stack, which tells of it",
      resources: [days(365), secret()],
      expect: [],
    },
    {
      title: "a secret alone",
      resources: [secret()],
      expect: ["violation no-rotation"],
      message: `no SecretRotation of this stack names the secret, so that it stays what it is for ever; a rotation ${REST}. To mend it: give the secret a SecretRotation with rotationRules.automaticallyAfterDays of 90 or less.`,
    },
    {
      title: "a person who changes it in time",
      resources: [secret({ tags: { "pharos:rotated-by": "a person", "pharos:rotation-days": "90" } })],
      expect: ["notApplicable"],
      message: "its tags say that a person changes it every 90 days",
    },
    {
      title: "a person who changes it too rarely",
      resources: [secret({ tags: { "pharos:rotated-by": "a person", "pharos:rotation-days": "91" } })],
      expect: ["violation too-slow"],
      message: `'tags.pharos:rotation-days' is 91; a rotation ${REST}. To mend it: set tags.pharos:rotation-days to 90 or less, and keep to it.`,
    },
    {
      title: "a person who never changes it",
      resources: [secret({ tags: { "pharos:rotated-by": "a person", "pharos:rotation-days": "0" } })],
      expect: ["violation too-slow"],
    },
    {
      title: "a person who does not say how often",
      resources: [secret({ tags: { "pharos:rotated-by": "a person" } })],
      expect: ["violation no-rotation"],
    },
    {
      title: "what everybody may know",
      resources: [secret({ tags: { "data-classification": "public" } })],
      expect: ["notApplicable"],
      message: "its tags say that everybody may know what is in it: there is no credential to change",
    },
    {
      title: "what few may know",
      resources: [secret({ tags: { "data-classification": "internal" } })],
      expect: ["violation no-rotation"],
    },
    {
      title: "a classification that is not known yet",
      resources: [secret({ tags: { "data-classification": UNKNOWN } })],
      expect: ['undetermined tags["data-classification"]'],
    },
    {
      title: "a rotation that is too slow, whoever may know it",
      resources: [secret({ tags: { "data-classification": "public" } }), days(365)],
      expect: ["violation too-slow"],
    },
    {
      title: "tags that are not known yet",
      resources: [secret({ tags: UNKNOWN })],
      expect: ["undetermined tags"],
    },
    {
      title: "a rotation that is too slow, whatever a tag says",
      resources: [
        secret({ tags: { "pharos:rotated-by": "a person", "pharos:rotation-days": "90" } }),
        days(365),
      ],
      expect: ["violation too-slow"],
    },
    {
      title: "a rotation of another secret",
      resources: [secret(), rotation({ automaticallyAfterDays: 30 }, { secretId: "other" })],
      expect: ["violation no-rotation"],
    },
    {
      title: "every year",
      resources: [secret(), days(365)],
      expect: ["violation too-slow"],
      message: SLOW("'automaticallyAfterDays' is 365"),
    },
    { title: "a day too late", resources: [days(91)], expect: ["violation too-slow"] },
    { title: "never", resources: [secret(), days(0)], expect: ["violation too-slow"] },
    {
      title: "no schedule",
      resources: [secret(), rotation({})],
      expect: ["violation too-slow"],
      message: SLOW("the rotation has no schedule"),
    },
    {
      title: "every third month, which is 92 days",
      resources: [secret(), schedule("cron(0 4 1 1/3 ? *)")],
      expect: ["violation too-slow"],
      message: SLOW("'scheduleExpression' is 'cron(0 4 1 1/3 ? *)'"),
    },
    {
      title: "every January",
      resources: [secret(), schedule("cron(0 4 1 1 ? *)")],
      expect: ["violation too-slow"],
    },
    {
      title: "one year only",
      resources: [secret(), schedule("cron(0 4 1 * ? 2027)")],
      expect: ["violation too-slow"],
    },
    {
      title: "what is no schedule",
      resources: [secret(), schedule("monthly")],
      expect: ["violation too-slow"],
    },
    {
      title: "days that are not known",
      resources: [secret(), days(UNKNOWN)],
      expect: ["undetermined rotationRules.automaticallyAfterDays"],
      message: "rotationRules.automaticallyAfterDays is not known before the update",
    },
    {
      title: "a schedule that is not known",
      resources: [secret(), schedule(UNKNOWN)],
      expect: ["undetermined rotationRules.scheduleExpression"],
    },
    {
      title: "a rotation of a secret that is not known",
      resources: [secret({ name: UNKNOWN }), rotation({ automaticallyAfterDays: 30 }, { secretId: UNKNOWN })],
      expect: ["undetermined secretId"],
    },
  ]);
});
