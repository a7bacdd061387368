import { byHand, testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { flagCases } from "../../testing/flag-cases";
import { passwordPolicyIsStrong } from "./acc-iam-11";

const TYPE = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const STRONG = {
  minimumPasswordLength: 14,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
};
const without = (name: string) => Object.fromEntries(Object.entries(STRONG).filter(([key]) => key !== name));
const policy = (inputs: object): RuleCase["resources"] => [
  { type: TYPE, name: "it", inputs: { ...STRONG, ...inputs } },
];

describe("ACC-IAM-11", () => {
  testRule(passwordPolicyIsStrong, [
    ...(
      [
        ["requireLowercaseCharacters", "lowercase", "lower case letters"],
        ["requireUppercaseCharacters", "uppercase", "upper case letters"],
        ["requireNumbers", "numbers", "digits"],
        ["requireSymbols", "symbols", "symbols"],
      ] as const
    ).flatMap(([name, reason, what]) =>
      flagCases({
        types: [TYPE],
        property: name,
        silence: "wrong",
        mends: true,
        beside: without(name),
        reason,
        message: `'${name}' is false, so that passwords need no ${what}; true is required. To mend it: set ${name} to true.`,
      }),
    ),
    {
      title: "longer and shorter-lived",
      resources: policy({ minimumPasswordLength: 32, maxPasswordAge: 1 }),
      expect: ["pass"],
    },
    {
      title: "twelve characters",
      resources: policy({ minimumPasswordLength: 12 }),
      expect: ["violation length"],
      message:
        "'minimumPasswordLength' is 12; at least 14 characters are required (CIS; 12 would do for PCI DSS 8.3.6). To mend it: set minimumPasswordLength to 14 or more.",
    },
    {
      title: "no length",
      resources: policy({ minimumPasswordLength: undefined }),
      expect: ["violation length"],
      message:
        "'minimumPasswordLength' is missing, which means 6; at least 14 characters are required (CIS; 12 would do for PCI DSS 8.3.6). To mend it: set minimumPasswordLength to 14 or more.",
    },
    {
      title: "four remembered",
      resources: policy({ passwordReusePrevention: 4 }),
      expect: ["violation reuse"],
      message:
        "'passwordReusePrevention' is 4; at least 24 remembered passwords are required (CIS; 4 would do for PCI DSS 8.3.7). To mend it: set passwordReusePrevention to 24 or more.",
    },
    {
      title: "half a year",
      resources: policy({ maxPasswordAge: 180 }),
      expect: ["violation age"],
      message:
        "'maxPasswordAge' is 180; 1 to 90 days are required (PCI DSS 8.3.9, where a password is the only factor). To mend it: set maxPasswordAge to 90.",
    },
    { title: "for ever", resources: policy({ maxPasswordAge: 0 }), expect: ["violation age"] },
    {
      title: "weak in every way",
      resources: [{ type: TYPE, name: "it" }],
      expect: ["length", "lowercase", "uppercase", "numbers", "symbols", "reuse", "age"].map(
        (reason) => `violation ${reason}`,
      ),
    },
    byHand({
      title: "for ever, where an end locks out",
      resources: policy({ maxPasswordAge: 0, hardExpiry: true }),
      expect: ["violation age"],
    }),
    {
      title: "short, where an end locks out",
      resources: policy({ minimumPasswordLength: 8, hardExpiry: true }),
      expect: ["violation length"],
    },
    {
      title: "a length that is not known",
      resources: policy({ minimumPasswordLength: UNKNOWN }),
      expect: ["undetermined minimumPasswordLength"],
    },
  ]);
});
