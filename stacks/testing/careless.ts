// A program as nobody should write it: a key that is never rotated, for the tests of what a refusal looks like.
import { Key } from "@pulumi/aws/kms";
import { Provider } from "@pulumi/aws/provider";

const provider = new Provider("aws", { region: "us-east-1" });
new Key("forgotten", { deletionWindowInDays: 30, enableKeyRotation: false }, { provider, protect: true });
