// A program as nobody should write it: a key that is never rotated, for the tests of what a refusal looks like.
// All else about the key is as it should be, so that one rule alone refuses it.
import { Key } from "@pulumi/aws/kms";
import { Provider } from "@pulumi/aws/provider";

const tags = {
  owner: "platform",
  environment: "sandbox",
  "cost-center": "platform",
  "record-class": "none",
  "data-classification": "internal",
};
const provider = new Provider("aws", { region: "us-east-1", defaultTags: { tags } });
new Key("forgotten", { deletionWindowInDays: 30, enableKeyRotation: false }, { provider, protect: true });
