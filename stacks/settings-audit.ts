import { z } from "zod";
import { expectations, type LandingZonePart } from "../content/landing-zone";
import { setting } from "./settings-describe";

/** Who makes a part: this stack, or whoever runs the account's landing zone. */
const OWNERS = ["create", "managed-elsewhere"] as const;

/** Deleting what a setting made takes nothing with it that was delivered. */
const CHANGING =
  "To `managed-elsewhere`: ours is deleted, what it has delivered stays in its bucket. Back: there must not be another one.";

const part = (name: LandingZonePart, what: string, cost: string, changing = CHANGING) =>
  setting(z.enum(OWNERS).default("create"), {
    meaning: `${what} \`managed-elsewhere\` makes none and counts on ${expectations[name]}.`,
    cost,
    changing,
  });

/** Group `audit`: what records and judges the account. A landing zone often brings these, and AWS takes some of them only once. */
export const auditSettings = setting(
  z
    .strictObject({
      /** @default "create" */
      trail: part(
        "trail",
        "Who makes the trail of what is done in the account. The hub's stack does, for all regions; a spoke of another jurisdiction makes one for the data events of its own buckets.",
        "Data events cost 0.10 USD per 100 000.",
        "To `managed-elsewhere`: ours is deleted. Its bucket and log group are protected in a regulated stack: the update is refused until they are taken out of the stack (`pulumi state delete`), which leaves them in the cloud. Back: a new bucket of the same name must not exist.",
      ),
      /** @default "create" */
      config: part("config", "Who makes AWS Config's recorder.", "0.003 USD for each recorded change."),
      /** @default "create" */
      guardDuty: part("guardDuty", "Who makes GuardDuty's detector.", "By what it reads."),
      /** @default "create" */
      securityHub: part("securityHub", "Who turns Security Hub on.", "0.001 USD a check."),
    })
    .prefault({}),
  { meaning: "What records and judges the account: made by Pharos, or there already." },
);
