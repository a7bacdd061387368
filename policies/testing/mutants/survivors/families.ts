import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

/** What holds of every type: whole resources, protection, names, texts, tags, and the grammar of policies. They come last. */
export const families: readonly Survivor[] = [
  ...caughtBy("infra/golden.test.ts")([
    "*",
    /\(resource\)/,
    ["drop"],
    "The golden list names every resource of each stack, so that a missing one fails it.",
  ]),
  ...caughtBy("infra/region.test.ts")([
    "*",
    /\(protect\)/,
    ["negate"],
    "What is protected in a regulated stack, parts of buckets and vaults included, is an exact list there.",
  ]),
  ...caughtBy("infra/residency.test.ts")([
    "aws:*",
    /region/,
    ["remove"],
    "A copy without a region of its own lies beside its original, and copies have to lie in the replica region.",
  ]),
  ...caughtBy("infra/tags.test.ts")([
    ["aws:sns/topic:Topic", "aws:sqs/queue:Queue", "pulumi:providers:aws"],
    /(defaultTags\.)?tags\.(record-class|data-classification)/,
    ["remove"],
    "Where the stack's default says the same it holds, and what holds other data has to carry its own: asserted of every type that takes tags.",
  ]),
  ...noSecurityMatter(
    [
      "*",
      /name|(.+\.)?description|comment|alarmDescription|metadata(\.(name|namespace))?/,
      "all",
      "A name or a text for people: with another or none the resource is the same.",
    ],
    [
      "aws:*",
      /tags(\.(Name|purpose|pharos:(stack|assurance|rotated-by|rotation-days)|kubernetes\.io.*|eks:.*))?/,
      "all",
      "Tags that say what something is called and what uses it; those that rules read are the provider's, and stay.",
    ],
    ["*", /.+\.(Sid|ruleName|id)/, "all", "A label inside of a document, by which nothing is chosen."],
  ),
  ...harmless([
    "aws:*",
    /(policy|assumeRolePolicy)\.Version/,
    ["remove"],
    "Without a version the older language holds, which differs in policy variables alone, and none is used.",
  ]),
  ...refused(
    [
      "aws:*",
      /(policy|assumeRolePolicy)(\.Statement(\[\]\.(Effect|Action|Principal|Principal\.(AWS|Service)|Resource))?)?/,
      ["remove"],
      "AWS takes no policy without statements, and no statement without effect, action, principal and resource.",
    ],
    [
      "kubernetes:*",
      /apiVersion|kind/,
      ["remove"],
      "The API server takes no object without kind and version.",
    ],
  ),
];
