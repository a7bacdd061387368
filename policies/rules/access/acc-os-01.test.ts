import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { domainsControlAccessFinely } from "./acc-os-01";

const MASTER = { masterUserOptions: { masterUserArn: "arn:aws:iam::111122223333:role/search" } };

describe("ACC-OS-01", () => {
  testRule(
    domainsControlAccessFinely,
    domainsControlAccessFinely.types.flatMap((type): RuleCase[] => {
      const domain = (advancedSecurityOptions: unknown): RuleCase["resources"] => [
        { type, name: "it", inputs: { domainName: "it", advancedSecurityOptions } },
      ];
      const kind = type.split("/")[0] ?? "";
      return [
        { title: `${kind}, on`, resources: domain({ enabled: true }), expect: ["pass"] },
        {
          title: `${kind}, on and without users of its own`,
          resources: domain({ enabled: true, internalUserDatabaseEnabled: false }),
          expect: ["pass"],
        },
        {
          title: `${kind}, on with a role as master`,
          resources: domain({ enabled: true, ...MASTER }),
          expect: ["pass"],
        },
        {
          title: `${kind}, on with users of its own below a role`,
          resources: domain({ enabled: true, internalUserDatabaseEnabled: true, ...MASTER }),
          expect: ["pass"],
        },
        {
          title: `${kind}, nothing said`,
          resources: domain(undefined),
          expect: ["violation off"],
          message:
            "'advancedSecurityOptions.enabled' is missing, so that whoever reaches the domain may read and write every index; true is required. To mend it: set advancedSecurityOptions.enabled to true.",
        },
        { title: `${kind}, off`, resources: domain({ enabled: false }), expect: ["violation off"] },
        {
          title: `${kind}, on with users of its own`,
          resources: domain({ enabled: true, internalUserDatabaseEnabled: true }),
          expect: ["violation internal-users"],
          message:
            "'advancedSecurityOptions.internalUserDatabaseEnabled' is true and no IAM role is the master user: users with passwords of the domain's own are in no directory; IAM identities are required. To mend it: set internalUserDatabaseEnabled to false and masterUserOptions.masterUserArn to a role.",
        },
        {
          title: `${kind}, off with users of its own`,
          resources: domain({ internalUserDatabaseEnabled: "true" }),
          expect: ["violation off", "violation internal-users"],
        },
        {
          title: `${kind}, not known whether on`,
          resources: domain({ enabled: UNKNOWN }),
          expect: ["undetermined advancedSecurityOptions.enabled"],
          message: "advancedSecurityOptions.enabled is not known before the update",
        },
        {
          title: `${kind}, not known whether a role is master`,
          resources: domain({ enabled: true, internalUserDatabaseEnabled: true, masterUserOptions: UNKNOWN }),
          expect: ["undetermined advancedSecurityOptions.masterUserOptions"],
        },
      ];
    }),
  );
});
