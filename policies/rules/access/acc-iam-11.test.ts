import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { switchCases } from "../../testing/switch-cases";
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
      switchCases({
        types: [TYPE],
        path: [name],
        wanted: true,
        byDefault: false,
        inputs: STRONG,
        reason,
        message: `'${name}' is not true: passwords need no ${what}; true is required. To mend it: set ${name} to true.`,
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
        "'minimumPasswordLength' is 12; at least 14 characters are required. To mend it: set minimumPasswordLength to 14.",
    },
    {
      title: "no length",
      resources: policy({ minimumPasswordLength: undefined }),
      expect: ["violation length"],
      message:
        "'minimumPasswordLength' is missing, which is 6; at least 14 characters are required. To mend it: set minimumPasswordLength to 14.",
    },
    {
      title: "four remembered",
      resources: policy({ passwordReusePrevention: 4 }),
      expect: ["violation reuse"],
      message:
        "'passwordReusePrevention' is 4; at least 24 passwords have to be remembered. To mend it: set passwordReusePrevention to 24.",
    },
    {
      title: "half a year",
      resources: policy({ maxPasswordAge: 180 }),
      expect: ["violation age"],
      message:
        "'maxPasswordAge' is 180; between 1 and 90 days are allowed, and 0 is for ever. To mend it: set maxPasswordAge to 90.",
    },
    { title: "for ever", resources: policy({ maxPasswordAge: 0 }), expect: ["violation age"] },
    {
      title: "a length that is not known",
      resources: policy({ minimumPasswordLength: UNKNOWN }),
      expect: ["undetermined minimumPasswordLength"],
    },
  ]);
});
