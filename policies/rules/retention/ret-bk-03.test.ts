import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { backupsLieInTwoRegions } from "./ret-bk-03";

const vault = (region: string) => `arn:aws:backup:${region}:123456789012:backup-vault:copies`;
const copy = (destinationVaultArn: unknown) => ({ copyActions: [{ destinationVaultArn }] });
const plan = (region: unknown, ...rules: unknown[]): [Given] => [
  { type: "aws:backup/plan:Plan", name: "plan", inputs: { rules }, provider: { region } },
];
const own = (region: string, ...rules: unknown[]): [Given] => [
  {
    type: "aws:backup/plan:Plan",
    name: "plan",
    inputs: { region, rules },
    provider: { region: "us-east-1" },
  },
];
const TAIL =
  "; a copy in a second region of the same jurisdiction is required. To mend it: add a copy action whose destinationVaultArn is a vault of another region of the same jurisdiction.";

describe("RET-BK-03", () => {
  testRule(backupsLieInTwoRegions, [
    { title: "from east to west", resources: plan("us-east-1", copy(vault("us-west-2"))), expect: ["pass"] },
    { title: "from west to east", resources: plan("us-west-2", copy(vault("us-east-1"))), expect: ["pass"] },
    { title: "inside Europe", resources: plan("eu-west-1", copy(vault("eu-central-1"))), expect: ["pass"] },
    {
      title: "inside Europe, the other way",
      resources: plan("eu-central-1", copy(vault("eu-west-1"))),
      expect: ["pass"],
    },
    {
      title: "in a region of its own",
      resources: own("eu-west-1", copy(vault("eu-central-1"))),
      expect: ["pass"],
    },
    {
      title: "one rule of two",
      resources: plan("us-east-1", {}, copy(vault("us-west-2"))),
      expect: ["pass"],
    },
    {
      title: "one action, not in a list",
      resources: plan("us-east-1", { copyActions: { destinationVaultArn: vault("us-west-2") } }),
      expect: ["pass"],
    },
    {
      title: "two copies, one of them at home",
      resources: plan("us-east-1", copy(vault("us-east-1")), copy(vault("us-west-2"))),
      expect: ["pass"],
    },
    {
      title: "a trial",
      resources: [
        { ...plan("us-east-1")[0], inputs: { tags: { environment: "lab", "pharos:assurance": "trial" } } },
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    {
      title: "no copy",
      resources: plan("us-east-1", {}),
      expect: ["violation no-copy"],
      message: `no rule of the plan copies its backups anywhere${TAIL}`,
    },
    { title: "no rules", resources: plan("us-east-1"), expect: ["violation no-copy"] },
    {
      title: "an empty list",
      resources: plan("us-east-1", { copyActions: [] }),
      expect: ["violation no-copy"],
    },
    { title: "no vault", resources: plan("us-east-1", copy("")), expect: ["violation no-copy"] },
    {
      title: "at home",
      resources: plan("us-east-1", copy(vault("us-east-1"))),
      expect: ["violation same-region"],
      message: `the plan copies its backups into its own region, us-east-1, only${TAIL}`,
    },
    {
      title: "at home, in a region of its own",
      resources: own("us-west-2", copy(vault("us-west-2"))),
      expect: ["violation same-region"],
    },
    {
      title: "abroad",
      resources: plan("eu-west-1", copy(vault("us-east-1"))),
      expect: ["violation other-jurisdiction"],
      message: `the plan copies its backups into us-east-1, of which none is a second region of the jurisdiction of eu-west-1${TAIL}`,
    },
    {
      title: "abroad and at home",
      resources: plan("eu-west-1", copy(vault("us-east-1")), copy(vault("eu-west-1"))),
      expect: ["violation other-jurisdiction"],
    },
    {
      title: "where no law is known",
      resources: plan("us-east-1", copy(vault("ap-south-1"))),
      expect: ["violation other-jurisdiction"],
    },
    {
      title: "not known",
      resources: plan("us-east-1", copy(UNKNOWN)),
      expect: ["undetermined rules[0].copyActions[0].destinationVaultArn"],
    },
    {
      title: "a region that is not known",
      resources: plan(UNKNOWN, copy(vault("us-west-2"))),
      expect: ["undetermined region"],
    },
  ]);
});
