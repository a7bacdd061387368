import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { storesAreBackedUp } from "./res-bk-01";

const TABLE = "aws:dynamodb/table:Table";
const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/accounts";
const store = (type: string, inputs: Record<string, unknown> = {}): Given => ({
  type,
  name: "store",
  inputs,
});
const table = (inputs: Record<string, unknown> = {}): Given => ({
  ...store(TABLE, inputs),
  outputs: { ...inputs, arn: ARN },
});
const selection = (inputs: Record<string, unknown>, from: Given["from"] = {}): Given => ({
  type: "aws:backup/selection:Selection",
  name: "selection",
  inputs: { planId: "plan", ...inputs },
  from,
});
const byTag = (value: unknown) => ({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value }] });
const filePolicy = (status: unknown, fileSystemId: unknown): Given => ({
  type: "aws:efs/backupPolicy:BackupPolicy",
  name: "policy",
  inputs: { fileSystemId, backupPolicy: { status } },
});
const files: Given = { ...store("aws:efs/fileSystem:FileSystem"), outputs: { id: "fs-1" } };
const lost = ["violation not-backed-up"];

describe("RES-BK-01", () => {
  testRule(storesAreBackedUp, [
    { title: "named by ARN", resources: [table(), selection({ resources: [ARN] })], expect: ["pass"] },
    {
      title: "named by what flows",
      resources: [store(TABLE), selection({ resources: [UNKNOWN] }, { resources: [`${TABLE} store`] })],
      expect: ["pass"],
    },
    {
      title: "everything",
      resources: [store("aws:ebs/volume:Volume"), selection({ resources: ["*"] })],
      expect: ["pass"],
    },
    {
      title: "every volume",
      resources: [store("aws:ebs/volume:Volume"), selection({ resources: ["arn:aws:ec2:*:*:volume/*"] })],
      expect: ["pass"],
    },
    {
      title: "every database",
      resources: [store("aws:rds/instance:Instance"), selection({ resources: ["arn:aws:rds:*:*:db:*"] })],
      expect: ["pass"],
    },
    {
      title: "by tag",
      resources: [table({ tags: { backup: "daily" } }), selection(byTag("daily"))],
      expect: ["pass"],
    },
    {
      title: "by a tag that the provider gives to everything",
      resources: [
        { ...table(), provider: { defaultTags: JSON.stringify({ tags: { backup: "daily" } }) } },
        selection(byTag("daily")),
      ],
      expect: ["pass"],
    },
    {
      title: "by tags, all of them",
      resources: [
        table({ tags: { backup: "daily" } }),
        selection({ conditions: { stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] } }),
      ],
      expect: ["pass"],
    },
    {
      title: "every table of which a tag is like that",
      resources: [
        table({ tags: { backup: "daily-late" } }),
        selection({
          resources: ["*"],
          conditions: [
            {
              stringLikes: [{ key: "aws:ResourceTag/backup", value: "daily-*" }],
              stringNotEquals: [{ key: "aws:ResourceTag/tier", value: "3" }],
            },
          ],
        }),
      ],
      expect: ["pass"],
    },
    {
      title: "a file system with a policy of its own",
      resources: [files, filePolicy("ENABLED", "fs-1")],
      expect: ["pass"],
    },
    {
      title: "no records",
      resources: [table({ tags: { "record-class": "none" } })],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "a trial",
      resources: [table({ tags: { environment: "lab", "pharos:assurance": "trial" } })],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which everything has to be deletable",
    },
    { title: "the selection: stores are judged", resources: [selection({ resources: [] })], expect: [] },
    {
      title: "no selection",
      resources: [table()],
      expect: lost,
      message:
        "no backup Selection of the stack names the store or one of its tags, so that what is lost is lost; a backup is required. To mend it: add its ARN to resources of a Selection, or give it the tag that a Selection asks for.",
    },
    { title: "another table", resources: [table(), selection({ resources: [`${ARN}-2`] })], expect: lost },
    {
      title: "another kind of store",
      resources: [table(), selection({ resources: ["arn:aws:ec2:*:*:volume/*"] })],
      expect: lost,
    },
    {
      title: "another tag",
      resources: [table({ tags: { backup: "weekly" } }), selection(byTag("daily"))],
      expect: lost,
    },
    {
      title: "no tag",
      resources: [store("aws:rds/cluster:Cluster"), selection(byTag("daily"))],
      expect: lost,
    },
    {
      title: "no such tag, and none of the provider's",
      resources: [
        { ...table(), provider: { defaultTags: JSON.stringify({ tags: { owner: "data" } }) } },
        selection(byTag("daily")),
      ],
      expect: lost,
    },
    {
      title: "one of two tags that are both asked for",
      resources: [
        table({ tags: { backup: "daily" } }),
        selection({
          conditions: {
            stringEquals: [
              { key: "aws:ResourceTag/backup", value: "daily" },
              { key: "aws:ResourceTag/tier", value: "1" },
            ],
          },
        }),
      ],
      expect: lost,
    },
    {
      title: "every table, but not with this tag",
      resources: [
        table({ tags: { backup: "weekly" } }),
        selection({
          resources: ["arn:aws:dynamodb:*:*:table/*"],
          conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] }],
        }),
      ],
      expect: lost,
    },
    {
      title: "every table, but without a tag",
      resources: [
        table(),
        selection({
          resources: ["*"],
          conditions: [{ stringLikes: [{ key: "aws:ResourceTag/backup", value: "*" }] }],
        }),
      ],
      expect: lost,
    },
    {
      title: "every table but this one",
      resources: [
        table({ tags: { backup: "never" } }),
        selection({
          resources: ["*"],
          conditions: [{ stringNotLikes: [{ key: "aws:ResourceTag/backup", value: "nev*" }] }],
        }),
      ],
      expect: lost,
    },
    {
      title: "conditions that are not known",
      resources: [table(), selection({ resources: ["*"], conditions: UNKNOWN })],
      expect: ["undetermined conditions"],
    },
    {
      title: "another planned store",
      resources: [store(TABLE), selection({ resources: [UNKNOWN] }, { resources: [`${TABLE} other`] })],
      expect: lost,
    },
    {
      title: "a file system whose policy is off",
      resources: [files, filePolicy("DISABLED", "fs-1")],
      expect: lost,
    },
    {
      title: "another file system's policy",
      resources: [files, filePolicy("ENABLED", "fs-2")],
      expect: lost,
    },
    {
      title: "a list that is not known",
      resources: [table(), selection({ resources: UNKNOWN })],
      expect: ["undetermined resources"],
    },
    {
      title: "tags that are not known",
      resources: [table({ tags: UNKNOWN }), selection(byTag("daily"))],
      expect: ["undetermined tags"],
    },
    {
      title: "a policy that is not known",
      resources: [files, filePolicy(UNKNOWN, "fs-1")],
      expect: ["undetermined backupPolicy.status"],
    },
  ]);
});
